import { describe, expect, it } from "vitest";
import type { ClipResult, Reduction } from "../experiment/schema.ts";
import { headlineOf, verdictOf } from "./verdict.ts";

function clip(reduction: Reduction): ClipResult {
  return {
    clip: { clipId: "c", title: "Clip", kind: "film", width: 640, height: 360, fpsNum: 24, fpsDen: 1, frames: 48, sha256: "0", bytes: 1, si: 1, ti: 1 },
    baseline: { clipSha256: "0", encoder: { encoder: "libx265", build: "b", options: {}, threads: 1 }, points: [], measuredAt: "" },
    baselineCached: false, points: [], reduction,
    bdRate: { psnrYuv: { status: "ok", percent: -10, overlapPercent: 90, lowOverlap: false }, psnrY: { status: "incomparable", code: "x", reason: "x" }, ssimY: { status: "incomparable", code: "x", reason: "x" }, vmaf: null },
  };
}
const reached = (percent: number, clamped: "no" | "low" | "high" = "no"): ClipResult =>
  clip({ status: "ok", percent, baselineKbps: 1000, candidateKbps: 1000 * (1 - percent / 100), qualityDb: 40, targetKbps: 1000, clamped, bound: "exact" });
const notReached = clip({ status: "incomparable", code: "quality-not-reached", reason: "never reaches 40 dB", baselineKbps: 1000, qualityDb: 40 });

describe("verdict", () => {
  it("is better when smaller at equal quality, worse when larger", () => {
    expect(verdictOf([reached(40), reached(20)])).toMatchObject({ verdict: "better", verdictReason: expect.stringContaining("30.0 % smaller") });
    expect(verdictOf([reached(-50.4)])).toMatchObject({ verdict: "worse", verdictReason: expect.stringContaining("50.4 % larger") });
  });

  it("is inconclusive within the noise floor", () => {
    expect(verdictOf([reached(0.4), reached(-0.2)]).verdict).toBe("inconclusive");
  });

  it("does not average around a clip that cannot be compared", () => {
    expect(verdictOf([reached(60), notReached])).toEqual({ verdict: "incomparable", verdictReason: "Clip: never reaches 40 dB" });
    expect(headlineOf([reached(60), notReached])).toMatchObject({ reductionPercent: null, bitrateKbps: null, bdRatePercent: -10 });
    expect(verdictOf([]).verdict).toBe("incomparable");
  });

  it("says when a point was clamped", () => {
    expect(verdictOf([reached(40, "high")]).verdictReason).toContain("1 at the end of the baseline's curve");
    expect(headlineOf([reached(40, "high"), reached(20)])).toMatchObject({ reductionPercent: 30, clampedClips: 1, baselineKbps: 1000, bitrateKbps: 700 });
  });
});
