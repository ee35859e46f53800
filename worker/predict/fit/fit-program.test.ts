import { deserialize, serialize } from "node:v8";
import { describe, expect, it } from "vitest";
import { PredictorSchema } from "#lib/plan/predictor-settings.ts";
import { parseProgram } from "../parse-program.ts";
import { programSection } from "../write-program.ts";
import { explain, SETTINGS } from "./explain.fixtures.ts";
import { fitProgram, type FrameSource } from "./fit-program.ts";
import { geometryOf, measureProgram } from "./measure-program.ts";
import { clipOf, noiseOf, picturesOf, renderedLayers } from "./scene-clips.fixtures.ts";

/** Bytes that a program of gradients or plasma may take at 40 dB and more; x265 takes 20 kB and more for the same seconds. */
const MOST_BYTES = 110;

describe("finding a scene program in pixels", () => {
  it.each([
    { scene: "gradients", seed: 555, motion: 1, detail: 0.7 },
    { scene: "plasma", seed: 424_242, motion: 1, detail: 0.5 },
  ] as const)("explains $scene of seed $seed at 40 dB and more in a hundred bytes", async (clip) => {
    const found = await explain(picturesOf(clipOf(clip)));
    expect(found?.least).toBeGreaterThan(40);
    expect(found?.bytes.length).toBeLessThan(MOST_BYTES);
    expect(found?.explainedDb).toEqual(found?.db);
  });

  it("explains gradients when the plan names their layers, as well as when it names all", async () => {
    const found = await explain(picturesOf(clipOf({ scene: "gradients", seed: 31, motion: 0.2, detail: 0 })), PredictorSchema.parse({ kind: "scene", layers: ["gradient", "waves"] }));
    expect(found?.least).toBeGreaterThan(40);
    expect(found?.bytes.length).toBeLessThan(MOST_BYTES);
  });

  it("goes through noise: what is left of a noisy plasma is the noise", async () => {
    const found = await explain(picturesOf(clipOf({ scene: "plasma", seed: 9, noise: 3 })), PredictorSchema.parse({ kind: "scene", layers: ["plasma"] }));
    // Noise of 3 code values in luma and 1.5 in chroma is 40.1 dB.
    expect(found?.least).toBeGreaterThan(39);
    expect(found?.bytes.length).toBeLessThan(MOST_BYTES);
  });

  it("makes a ladder, here or in another process: fewer bits after the point are fewer bytes and less quality", async () => {
    const source = picturesOf(clipOf({ scene: "plasma", seed: 77_123, motion: 0.6, detail: 0.3 }));
    const fitted = await fitProgram({ source, settings: SETTINGS });
    const moved = deserialize(serialize(fitted!.program));
    const rungs = [];
    for (const precision of [7, 8, 9, 10]) {
      const section = programSection(fitted!.program, { precision }, geometryOf(source)).bytes;
      expect(programSection(moved, { precision }, geometryOf(source)).bytes).toEqual(section);
      rungs.push({ bytes: section.length, db: await meanDb(source, section) });
    }
    for (let rung = 1; rung < rungs.length; rung += 1) {
      expect(rungs[rung]!.bytes).toBeGreaterThan(rungs[rung - 1]!.bytes);
      expect(rungs[rung]!.db).toBeGreaterThan(rungs[rung - 1]!.db);
    }
  });

  it("paints a plate for a camera over a flat world", async () => {
    const source = picturesOf(clipOf({ scene: "pan-zoom", seed: 5, motion: 0.3, detail: 0.3 }));
    const found = await explain(source, PredictorSchema.parse({ kind: "scene", layers: ["gradient"], plate: true, plateStep: 6 }));
    expect(found?.program.layers.map(({ kind }) => kind)).toEqual(["plate"]);
    expect(found?.least).toBeGreaterThan(40);
  });

  it("cuts out discs and boxes that fly over a plate, and follows them", async () => {
    const source = picturesOf(clipOf({ scene: "shapes", seed: 3, motion: 1, detail: 0.1, frames: 30 }));
    const found = await explain(source, PredictorSchema.parse({ kind: "scene", layers: ["sprites"], plate: true, plateStep: 12, minDb: 26 }));
    const sprites = found?.program.layers.filter(({ kind }) => kind === "sprite") ?? [];
    // Seven shapes are drawn; one that hides another all the time may be missed.
    expect(sprites.length).toBeGreaterThanOrEqual(5);
    expect(found?.mean).toBeGreaterThan(32);
  });

  it("returns nothing for pictures that nothing explains", async () => {
    expect(await fitProgram({ source: picturesOf(clipOf({ scene: "shapes", seed: 3 })), settings: SETTINGS })).toBeNull();
    expect(await fitProgram({ source: picturesOf(clipOf({ scene: "particles", seed: 3, noise: 2 })), settings: SETTINGS })).toBeNull();
  });

  it.each([
    { width: 16, height: 16, frames: 1 },
    { width: 16, height: 16, frames: 2 },
    { width: 640, height: 16, frames: 3 },
    { width: 16, height: 320, frames: 3 },
  ])("takes clips as small, wide, tall and short as they come: $width x $height, $frames frames", async (geometry) => {
    const all = PredictorSchema.parse({ kind: "scene", layers: ["gradient", "waves", "plasma", "noise", "gaussians", "sprites"], plate: true, keyDistance: 4 });
    const flat = await explain(renderedLayers([{ kind: "gradient", planes: [[[90]], [[120]], [[140]]] }], geometry), all);
    expect(flat?.least).toBeGreaterThan(90);
    expect(flat?.bytes.length).toBeLessThan(20);
    expect(await fitProgram({ source: noiseOf(geometry), settings: { ...all, plate: false, layers: ["gradient", "waves", "plasma", "noise", "gaussians"] } }).then((found) => found?.program.layers.length ?? 0)).toBeLessThanOrEqual(4);
  });
});

describe("a search", () => {
  const ramp = renderedLayers([{ kind: "gradient", planes: [[[100, 120], [30], [-20, 10], [8], [4], [-6]], [[128], [10], [5]], [[120], [-6, 6], [4]]] }]);

  it("does not begin when it was stopped before", async () => {
    await expect(fitProgram({ source: ramp, settings: SETTINGS, signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
  });

  it("lets timers and messages through, which may stop it in the middle", async () => {
    const control = new AbortController();
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
      if (turns === 3) control.abort(new Error("enough"));
    }, 1);
    await expect(fitProgram({ source: picturesOf(clipOf({ scene: "plasma", seed: 8 })), settings: SETTINGS, signal: control.signal })).rejects.toThrow("enough");
    clearInterval(timer);
    expect(turns).toBe(3);
  });

  it("says how far it is", async () => {
    const steps: number[] = [];
    await fitProgram({ source: ramp, settings: SETTINGS, onProgress: ({ step, of }) => steps.push(step / of) });
    expect(steps.at(-1)).toBe(1);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });
});

async function meanDb(source: FrameSource, section: Uint8Array): Promise<number> {
  const db = await measureProgram(source, parseProgram(section, geometryOf(source)), [0, 5, 9]);
  return db.reduce((sum, value) => sum + value, 0) / db.length;
}
