import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { PredictorSchema } from "#lib/plan/predictor-settings.ts";
import { openY4m } from "#worker/media/y4m.ts";
import { writeScene } from "#worker/sources/scenes/write-scene.ts";
import type { Layer } from "../program.ts";
import { writeProgram } from "../write-program.ts";
import { explain } from "./explain.fixtures.ts";
import { fitProgram } from "./fit-program.ts";
import { geometryOf } from "./measure-program.ts";
import { clipOf, picturesOf, renderedLayers } from "./scene-clips.fixtures.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

/** Every file of the project that these import, and theirs, as paths from the root. */
async function importedBy(files: string[]): Promise<Set<string>> {
  const seen = new Set(files);
  for (const file of seen) {
    const text = await readFile(join(ROOT, file), "utf8");
    expect(text, `${file} imports by a computed name`).not.toMatch(/import\(|require\(/);
    for (const [, name] of text.matchAll(/^(?:import|export)\s[^"';]*?"([^"]+)"/gm)) {
      if (name!.startsWith(".")) seen.add(relative(ROOT, resolve(ROOT, dirname(file), name!)));
      else if (name!.startsWith("#")) seen.add(name!.slice(1));
    }
  }
  return seen;
}

describe("what a fit knows of a generated clip", () => {
  it("is the pictures: nothing that the predictor imports, or that these import, is of the generator or of the suites", async () => {
    const files = [...(await importedBy(["worker/predict/fit/fit-program.ts", "worker/predict/find-program.ts", "worker/predict/write-program.ts", "worker/predict/render-section.ts"]))];
    expect(files).toContain("worker/predict/fit/fit-plasma.ts");
    expect(files).toContain("worker/entropy/range-encoder.ts");
    expect(files.filter((file) => /sources|clips|suites/.test(file))).toEqual([]);
  });

  it("does not come from the file or the clip's description: other names, seeds and settings over the same pixels give the same program", async () => {
    const folder = await mkdtemp(join(tmpdir(), "predict-"));
    try {
      const clip = clipOf({ scene: "plasma", seed: 61, frames: 9 });
      await writeScene(clip, join(folder, "holiday.y4m"));
      const programs: string[] = [];
      const file = await openY4m(join(folder, "holiday.y4m"));
      // The description that goes with the pictures lies in every word; all that reaches the search is a source of pictures.
      const told = { ...picturesOf(clip), spec: { ...clip, id: "not-a-plasma", scene: "gradients", seed: 99, motion: 0, detail: 1 } };
      for (const source of [file, told]) {
        const fitted = await fitProgram({ source, settings: PredictorSchema.parse({ kind: "scene", layers: ["plasma"] }) });
        programs.push(Buffer.from(writeProgram(fitted!.program, geometryOf(source))).toString("hex"));
      }
      await file.close();
      expect(programs[1]).toBe(programs[0]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  const ground: Layer = { kind: "gradient", planes: [[[100], [30], [-20]], [[128], [10], [5]], [[120], [-6], [4]]] };

  it("is enough for pictures that no generator here makes: moving ramps", async () => {
    const ramps: Layer = { kind: "gradient", planes: [[[100, 120], [30], [-20, 10], [8], [4], [-6]], [[128], [10], [5]], [[120], [-6, 6], [4]]] };
    const found = await explain(renderedLayers([ramps]));
    expect(found?.program.layers.map(({ kind }) => kind)).toEqual(["gradient"]);
    expect(found?.least).toBeGreaterThan(48);
    expect(found?.bytes.length).toBeLessThan(60);
  });

  it("is enough for soft spots that drift over a ramp", async () => {
    const spots: Layer = { kind: "gaussians", blobs: [
      { x: [0.4, 0.7], y: [0.5], sigmaX: [0.12], sigmaY: [0.2], angle: [0.1], amplitudes: [[60], [12], [-20]] },
      { x: [1.3], y: [0.3, 0.6], sigmaX: [0.15], sigmaY: [0.1], angle: [0], amplitudes: [[-40], [0], [15]] },
    ] };
    const found = await explain(renderedLayers([ground, spots]));
    expect(found?.program.layers.map(({ kind }) => kind)).toEqual(["gradient", "gaussians"]);
    expect(found?.least).toBeGreaterThan(40);
    expect(found?.bytes.length).toBeLessThan(100);
  });

  it("is enough for value noise that drifts over a ramp", async () => {
    const values = Array.from({ length: 80 }, (_, index) => ((index * 7919) % 61) - 30);
    const clouds: Layer = { kind: "noise", plane: 0, cells: 4, columns: 10, rows: 8, values, x: [0, 0.4], y: [0.3, 0.1] };
    const found = await explain(renderedLayers([ground, clouds]), PredictorSchema.parse({ kind: "scene", layers: ["gradient", "noise"] }));
    expect(found?.program.layers.map(({ kind }) => kind)).toContain("noise");
    expect(found?.least).toBeGreaterThan(40);
    expect(found?.bytes.length).toBeLessThan(240);
  });
});
