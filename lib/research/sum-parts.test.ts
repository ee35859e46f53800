import { describe, expect, it } from "vitest";
import { AppliedSchema, type Applied } from "../experiment/schema.ts";
import { sumParts } from "./sum-parts.ts";

const COSTS = { fitMs: 4000, encodeMs: 1500, searchMs: 500, trainMs: 8000, cachedStreams: 0, streams: 1, madsPerPixel: 700, decodeFps: 31.5 };

function applied(rungs: object[]): Applied {
  const rung = { clipId: "a", crf: 30, options: {}, codedWidth: 640, codedHeight: 360, bytes: 1000, sha256: "bits", parts: { base: 1000 } };
  return AppliedSchema.parse({
    encoder: { encoder: "e", build: "b", options: {}, threads: 1 }, before: [], after: [], machine: { cpu: "c", cores: 2, node: "n", platform: "p" },
    rungs: rungs.map((change) => ({ ...rung, ...change })),
  });
}

const learned = (used: boolean, gainDb: number, bytes: number) => ({ kind: "cnn", used, reason: "measured", gainDb, bytes, madsPerPixel: 700, trainMs: 5000 });
const program = (used: string, explainedDb: number | null) => ({ used, reason: "measured", layers: [], precisionBits: 10, bytes: 300, explainedDb });
const shot = (crf: number, codedWidth: number) => ({ from: 0, frames: 24, si: 40, ti: 10, crf, codedWidth, codedHeight: 360, bytes: 500 });

describe("what became of a plan's parts", () => {
  it("is nothing when nothing was applied", () => {
    expect(sumParts(null)).toBeNull();
    expect(sumParts(applied([{}]))).toMatchObject({ rungs: 1, restoration: null, program: null, adapt: null, costs: null });
  });

  it("means gain and bytes of the restoration over the rungs that used it, and names the clips that never did", () => {
    const parts = sumParts(applied([{ restoration: learned(true, 0.3, 400) }, { restoration: learned(true, 0.1, 500) }, { clipId: "b", restoration: learned(false, 0.01, 900) }]));
    expect(parts?.restoration).toEqual({ kind: "cnn", used: 2, gainDb: 0.2, bytes: 450, trainSeconds: 15, unusedClips: ["b"] });
  });

  it("counts what the program did, and where", () => {
    const parts = sumParts(applied([{ program: program("alone", 50) }, { program: program("residual", 40) }, { clipId: "b", program: program("no", null) }]));
    expect(parts?.program).toEqual({ alone: 1, residual: 1, dropped: 1, explainedDb: 45, bytes: 300, usedClips: ["a"] });
  });

  it("counts rungs with offsets and with smaller shots", () => {
    const parts = sumParts(applied([{ adapt: { reason: "r", shots: [shot(28, 640), shot(30, 640)] } }, { adapt: { reason: "r", shots: [shot(30, 640), shot(30, 320), shot(30, 640)] } }]));
    expect(parts?.adapt).toEqual({ mostShots: 3, withOffset: 1, resized: 1 });
  });

  it("shares the bits out, and counts a clip's search for programs once", () => {
    const parts = sumParts(applied([{ parts: { base: 900, weights: 100 }, costs: COSTS }, { parts: { base: 1000 }, costs: { ...COSTS, decodeFps: 12 } }]));
    expect(parts?.shares).toEqual([{ part: "base", percent: 95, bytes: 1900 }, { part: "weights", percent: 5, bytes: 100 }]);
    expect(parts?.costs).toEqual({ fitSeconds: 4, encodeSeconds: 3, searchSeconds: 1, trainSeconds: 16, slowestDecodeFps: 12, madsPerPixel: 700 });
  });
});
