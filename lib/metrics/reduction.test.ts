import { describe, expect, it } from "vitest";
import { baselineTargetKbps } from "./baseline-point.ts";
import { reductionAt, reductionPercent } from "./reduction.ts";

const baseline = [
  { rate: 1600, quality: 44 }, { rate: 800, quality: 41 }, { rate: 400, quality: 38 }, { rate: 200, quality: 35 }, { rate: 100, quality: 32 },
];
const scaled = (factor: number) => baseline.map((point) => ({ ...point, rate: point.rate * factor }));

describe("reduction", () => {
  it("is the ancestor's -50.38184 % for 15.038184 Mbit/s against 10: larger, not smaller", () => {
    expect(reductionPercent(10, 15.038184)).toBeCloseTo(-50.38184, 9);
  });

  it("compares at equal quality at the baseline point", () => {
    // On a curve that is straight in log-rate, 600 kbit/s lies at 38 + 3 log2(600/400) dB.
    const result = reductionAt(baseline, scaled(0.6), 600);
    expect(result).toMatchObject({ status: "ok", clamped: "no", baselineKbps: 600, targetKbps: 600 });
    if (result.status !== "ok") return;
    expect(result.qualityDb).toBeCloseTo(38 + 3 * Math.log2(1.5), 9);
    expect(result.candidateKbps).toBeCloseTo(360, 6);
    expect(result.percent).toBeCloseTo(40, 6);
  });

  it("is zero for the baseline itself", () => {
    const result = reductionAt(baseline, baseline, 555);
    expect(result.status === "ok" && Math.abs(result.percent)).toBeLessThan(1e-9);
  });

  it("clamps the target to the baseline's curve and says so", () => {
    expect(reductionAt(baseline, scaled(0.9), 5000)).toMatchObject({ status: "ok", clamped: "high", baselineKbps: 1600 });
    expect(reductionAt(baseline, scaled(0.9), 10)).toMatchObject({ status: "ok", clamped: "low", baselineKbps: 100 });
  });

  it("is incomparable, not a number, when the candidate never reaches the quality", () => {
    const blurred = baseline.map((point) => ({ rate: point.rate / 100, quality: point.quality - 12 }));
    expect(reductionAt(baseline, blurred, 800)).toMatchObject({ status: "incomparable", code: "quality-not-reached", baselineKbps: 800 });
    // Dearer than the baseline from its first rung on, so that there is not even a bound.
    const rich = baseline.map((point) => ({ rate: point.rate + 400, quality: point.quality + 10 }));
    expect(reductionAt(baseline, rich, 400)).toMatchObject({ status: "incomparable", code: "quality-exceeded" });
  });

  it("never takes an empty bitstream for a win", () => {
    expect(reductionAt(baseline, baseline.map((point) => ({ ...point, rate: 0 })), 400)).toMatchObject({ status: "incomparable", code: "invalid-rate" });
  });
});

describe("baseline target", () => {
  it("is 10 Mbit/s at 1080p30 and follows the pixel rate", () => {
    expect(baselineTargetKbps({ width: 1920, height: 1080, fpsNum: 30, fpsDen: 1 })).toBeCloseTo(10_000, 9);
    // 640x360 is a ninth of 1080p, 24/30 of the frames: 888.9 kbit/s.
    expect(baselineTargetKbps({ width: 640, height: 360, fpsNum: 24, fpsDen: 1 })).toBeCloseTo(888.888888, 5);
  });
});

describe("rungs beyond the curve", () => {
  const hevc = [[100, 30], [200, 33], [400, 36], [800, 39]].map(([rate, quality]) => ({ rate: rate!, quality: quality! }));

  it("a candidate that shows more at its cheapest rung, for fewer bits, reduces by at least that", () => {
    const candidate = [[40, 41], [50, 44], [60, 46], [70, 48]].map(([rate, quality]) => ({ rate: rate!, quality: quality! }));
    expect(reductionAt(hevc, candidate, 400)).toMatchObject({ status: "ok", percent: 90, candidateKbps: 40, bound: "at-least" });
  });

  it("one that shows more for more bits stays incomparable", () => {
    const candidate = [[500, 41], [600, 44], [700, 46], [900, 48]].map(([rate, quality]) => ({ rate: rate!, quality: quality! }));
    expect(reductionAt(hevc, candidate, 400)).toMatchObject({ status: "incomparable", code: "quality-exceeded" });
  });

  it("a lossless rung pays its whole rate where only it reaches the quality", () => {
    const candidate = [...[[10, 28], [20, 30], [30, 32], [40, 35]].map(([rate, quality]) => ({ rate: rate!, quality: quality! })), { rate: 120, quality: null }];
    expect(reductionAt(hevc, candidate, 400)).toMatchObject({ status: "ok", percent: 70, candidateKbps: 120, bound: "at-least" });
    expect(reductionAt(hevc, candidate, 200)).toMatchObject({ status: "ok", bound: "exact" });
  });
});
