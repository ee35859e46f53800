import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SceneClip } from "#lib/clips/schema.ts";
import { PredictorSchema } from "#lib/plan/predictor-settings.ts";
import { openY4m } from "#worker/media/y4m.ts";
import { renderScene } from "#worker/sources/scenes/render-scene.ts";
import { writeScene } from "#worker/sources/scenes/write-scene.ts";
import type { Layer } from "../program.ts";
import { parseProgram } from "../parse-program.ts";
import { createRenderer } from "../render/create-renderer.ts";
import { quantiseProgram, writeProgram } from "../write-program.ts";
import { fitProgram, type FrameSource } from "./fit-program.ts";
import { geometryOf, measureProgram } from "./measure-program.ts";

const SETTINGS = PredictorSchema.parse({ kind: "scene" });
/** Bytes that a program of gradients or plasma may take at 40 dB and more; x265 takes 20 kB and more for the same seconds. */
const MOST_BYTES = 110;

const clipOf = (clip: Pick<SceneClip, "scene" | "seed"> & Partial<SceneClip>): SceneClip => ({ kind: "scene", id: "unnamed", title: "Unnamed", motion: 0.5, detail: 0.2, noise: 0, width: 320, height: 180, fps: { num: 24, den: 1 }, frames: 24, ...clip });

/** The clip as its pictures and nothing else. */
function picturesOf(clip: SceneClip): FrameSource {
  const { width, height } = clip;
  return {
    header: { width, height },
    frameCount: clip.frames,
    readFrame(index, into = new Uint8Array((width * height * 3) / 2)) {
      renderScene(clip, index, into);
      return Promise.resolve(into);
    },
  };
}

async function explain(source: FrameSource, settings = SETTINGS) {
  const fitted = await fitProgram({ source, settings });
  if (!fitted) return null;
  const bytes = writeProgram(quantiseProgram(fitted.program, settings.precisionBits), geometryOf(source));
  const program = parseProgram(bytes, geometryOf(source));
  const db = await measureProgram(source, program, Array.from({ length: source.frameCount }, (_, frame) => frame));
  return { ...fitted, bytes, program, least: Math.min(...db), db };
}

describe("finding a scene program in pixels", () => {
  it.each([
    { scene: "gradients", seed: 90_001, motion: 0.4, detail: 0.15 },
    { scene: "gradients", seed: 555, motion: 1, detail: 0.7 },
    { scene: "gradients", seed: 31, motion: 0.2, detail: 0 },
    { scene: "plasma", seed: 77_123, motion: 0.6, detail: 0.3 },
    { scene: "plasma", seed: 12, motion: 0.2, detail: 0 },
    { scene: "plasma", seed: 424_242, motion: 1, detail: 0.5 },
  ] as const)("explains $scene of seed $seed at 40 dB and more in a hundred bytes", async (clip) => {
    const found = await explain(picturesOf(clipOf(clip)));
    expect(found?.least).toBeGreaterThan(40);
    expect(found?.bytes.length).toBeLessThan(MOST_BYTES);
    expect(found?.explainedDb).toEqual(found?.db);
  });

  it("goes through noise: what is left of a noisy plasma is the noise", async () => {
    const found = await explain(picturesOf(clipOf({ scene: "plasma", seed: 9, noise: 3 })));
    // Noise of 3 code values in luma and 1.5 in chroma is 40.1 dB.
    expect(found?.least).toBeGreaterThan(39);
    expect(found?.bytes.length).toBeLessThan(MOST_BYTES);
  });

  it("makes a ladder: fewer bits after the point are fewer bytes and less quality", async () => {
    const source = picturesOf(clipOf({ scene: "plasma", seed: 1_000 }));
    const fitted = await fitProgram({ source, settings: SETTINGS });
    const rungs = await Promise.all([7, 8, 9, 10].map(async (precision) => {
      const program = quantiseProgram(fitted!.program, precision);
      const db = await measureProgram(source, program, [0, 12, 23]);
      return { bytes: writeProgram(program, geometryOf(source)).length, db: db.reduce((sum, value) => sum + value, 0) / 3 };
    }));
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
    const source = picturesOf(clipOf({ scene: "shapes", seed: 3, motion: 1, detail: 0.1, width: 480, height: 270, frames: 40 }));
    const found = await explain(source, PredictorSchema.parse({ kind: "scene", layers: ["sprites"], plate: true, plateStep: 12, minDb: 26 }));
    const sprites = found?.program.layers.filter(({ kind }) => kind === "sprite") ?? [];
    // Seven shapes are drawn; one that hides another all the time may be missed.
    expect(sprites.length).toBeGreaterThanOrEqual(5);
    expect(found!.db.reduce((sum, value) => sum + value, 0) / found!.db.length).toBeGreaterThan(32);
  });

  it("returns nothing for pictures that nothing explains", async () => {
    expect(await fitProgram({ source: picturesOf(clipOf({ scene: "shapes", seed: 3 })), settings: SETTINGS })).toBeNull();
    expect(await fitProgram({ source: picturesOf(clipOf({ scene: "particles", seed: 3, noise: 2 })), settings: SETTINGS })).toBeNull();
  });

  it("stops when it is told to, and says how far it is", async () => {
    const source = picturesOf(clipOf({ scene: "gradients", seed: 4 }));
    await expect(fitProgram({ source, settings: SETTINGS, signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
    const steps: number[] = [];
    await fitProgram({ source, settings: SETTINGS, onProgress: ({ step, of }) => steps.push(step / of) });
    expect(steps.at(-1)).toBe(1);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });
});

describe("what a fit knows of a generated clip", () => {
  it("is the pictures: nothing in the predictor imports the generator", async () => {
    const folder = join(import.meta.dirname, "..");
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts") && !name.includes(".test."));
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
      const text = await readFile(join(folder, file), "utf8");
      expect(text, file).not.toMatch(/from "[^"]*(sources|clips)[^"]*"/);
      expect(text, file).not.toMatch(/import\(/);
    }
  });

  it("does not come from the file: any name gives the same program, another seed another one", async () => {
    const folder = await mkdtemp(join(tmpdir(), "predict-"));
    try {
      const programs: string[] = [];
      for (const [name, seed] of [["gradients-61.y4m", 61], ["holiday.y4m", 61], ["holiday-2.y4m", 62]] as const) {
        await writeScene(clipOf({ scene: "gradients", seed, frames: 9 }), join(folder, name));
        const source = await openY4m(join(folder, name));
        const fitted = await fitProgram({ source, settings: SETTINGS });
        programs.push(Buffer.from(writeProgram(fitted!.program, geometryOf(source))).toString("hex"));
        await source.close();
      }
      expect(programs[1]).toBe(programs[0]);
      expect(programs[2]).not.toBe(programs[0]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  const rendered = (layers: Layer[]): FrameSource => {
    const geometry = { width: 320, height: 180, frames: 12 };
    const renderer = createRenderer({ precision: 16, keys: 2, layers }, geometry);
    return { header: geometry, frameCount: geometry.frames, readFrame: (index, into = new Uint8Array(320 * 270)) => (renderer.render(index, into), Promise.resolve(into)) };
  };
  const ground: Layer = { kind: "gradient", planes: [[[100], [30], [-20]], [[128], [10], [5]], [[120], [-6], [4]]] };

  it("is enough for pictures that no generator here makes: moving ramps", async () => {
    const ramps: Layer = { kind: "gradient", planes: [[[100, 120], [30], [-20, 10], [8], [4], [-6]], [[128], [10], [5]], [[120], [-6, 6], [4]]] };
    const found = await explain(rendered([ramps]));
    expect(found?.program.layers.map(({ kind }) => kind)).toEqual(["gradient"]);
    expect(found?.least).toBeGreaterThan(48);
    expect(found?.bytes.length).toBeLessThan(60);
  });

  it("is enough for soft spots that drift over a ramp", async () => {
    const spots: Layer = { kind: "gaussians", blobs: [
      { x: [0.4, 0.7], y: [0.5], sigmaX: [0.12], sigmaY: [0.2], angle: [0.1], amplitudes: [[60], [12], [-20]] },
      { x: [1.3], y: [0.3, 0.6], sigmaX: [0.15], sigmaY: [0.1], angle: [0], amplitudes: [[-40], [0], [15]] },
    ] };
    const found = await explain(rendered([ground, spots]), PredictorSchema.parse({ kind: "scene", layers: ["gradient", "gaussians"] }));
    expect(found?.program.layers.map(({ kind }) => kind)).toEqual(["gradient", "gaussians"]);
    expect(found?.least).toBeGreaterThan(40);
    expect(found?.bytes.length).toBeLessThan(100);
  });

  it("is enough for value noise that drifts over a ramp", async () => {
    const values = Array.from({ length: 80 }, (_, index) => ((index * 7919) % 61) - 30);
    const clouds: Layer = { kind: "noise", plane: 0, cells: 4, columns: 10, rows: 8, values, x: [0, 0.4], y: [0.3, 0.1] };
    const found = await explain(rendered([ground, clouds]), PredictorSchema.parse({ kind: "scene", layers: ["gradient", "noise"] }));
    expect(found?.program.layers.map(({ kind }) => kind)).toContain("noise");
    expect(found?.least).toBeGreaterThan(40);
    expect(found?.bytes.length).toBeLessThan(240);
  });
});
