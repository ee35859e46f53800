import { describe, expect, it } from "vitest";
import { HeadlineSchema, type ClipResult, type Reduction } from "../experiment/schema.ts";
import { noiseFloorPercent } from "./noise-floor.ts";
import { headlineOf, spansZero, verdictOf } from "./verdict.ts";

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

  it("is inconclusive within the measured noise, and names it", () => {
    const floor = noiseFloorPercent(1);
    expect(verdictOf([reached(0.4), reached(-0.2)]).verdict).toBe("inconclusive");
    expect(verdictOf([reached(0.99 * floor)])).toMatchObject({ verdict: "inconclusive", verdictReason: expect.stringContaining(`within ±${floor.toFixed(1)} % of zero, the measured noise`) });
    expect(verdictOf([reached(1.01 * floor)]).verdict).toBe("better");
    expect(verdictOf([reached(-1.01 * floor)]).verdict).toBe("worse");
  });

  it.each([
    [[18, 35, 40], "better"],
    [[10, -12, 3], "inconclusive"],
    [[25, 27, 60], "better"],
    [[-10, 14, 50], "inconclusive"],
    [[-60, -30, -15], "worse"],
    // Four of five clips gain: without the clip that loses it is 25, drawn four times of five it is -11.
    [[-20, 25, 25, 25, 25], "inconclusive"],
    // One small loss among seven: four draws of it are rarer than 0.4 %.
    [[-2, 25, 28, 30, 31, 33, 35], "better"],
    [[38], "better"],
  ] as const)("of clips with %j percent is %s", (percents, verdict) => {
    expect(verdictOf(percents.map((percent) => reached(percent))).verdict).toBe(verdict);
  });

  it("says both ends of an interval that spans zero, and how sure it is", () => {
    expect(verdictOf([reached(-10), reached(14), reached(50)]).verdictReason).toBe(
      "The sign is not settled: 18.0 % smaller than x265 medium, mean over 3 clips at equal PSNR-YUV, but other clips like these would give between 10.0 % larger and 50.0 % smaller (75 % interval over 3 clips), which spans zero",
    );
    expect(spansZero({ low: 0, high: 3 })).toBe(true);
    expect(spansZero({ low: -3, high: -0.1 })).toBe(false);
  });

  it("puts the interval into the headline, and none where there is no mean or one clip only", () => {
    expect(headlineOf([reached(18), reached(35), reached(40)]).interval).toEqual({ low: 18, high: 40, level: 0.75, n: 3, method: "bootstrap-exact" });
    expect(headlineOf([reached(18)]).interval).toBeNull();
    expect(headlineOf([reached(60), reached(20), notReached]).interval).toBeNull();
    expect(verdictOf([reached(38)]).verdictReason).toContain("one clip says nothing of others");
  });

  it("reads a headline from before there were intervals", () => {
    const { interval, ...old } = headlineOf([reached(40), reached(20)]);
    expect(interval).not.toBeNull();
    expect(HeadlineSchema.parse(old)).toEqual({ ...old, interval: null });
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
