import { describe, expect, it } from "vitest";
import type { RdPoint } from "#lib/experiment/schema.ts";
import { linearTicks, logTicks, rdDots } from "./rd-series.ts";
import { toTrendPoints, trendMinimum, type TrendItem } from "./trend-points.ts";

const item = (reductionPercent: number | null): TrendItem => ({ id: "x", finishedAt: "2026-11-23T00:00:00Z", suiteId: "quick", verdict: "better", reductionPercent, interval: null, bestSoFarPercent: null, unverified: false, track: "fidelity" });
const point = (crf: number, kbps: number, psnrYuv: number | null) => ({ crf, kbps, psnrYuv }) as RdPoint;

describe("the trend", () => {
  it("holds a run far below the axis at its floor and keeps its number", () => {
    const [far] = toTrendPoints([item(-900)]);
    expect(far).toMatchObject({ plotted: -100, belowFloor: true, reductionPercent: -900 });
  });
  it("leaves out what has no number and ends its axis at a round value", () => {
    const points = toTrendPoints([item(null), item(38), item(-31)]);
    expect(points[0]?.plotted).toBeNull();
    expect([trendMinimum(points), trendMinimum(toTrendPoints([item(12)]))]).toEqual([-50, -25]);
  });
});

describe("the RD chart", () => {
  it("orders rungs by rate and leaves out identical pictures, whose PSNR is infinite", () => {
    expect(rdDots([point(22, 500, 44), point(37, 50, 36), point(10, 900, null)], "psnrYuv", "candidate").map((dot) => dot.crf)).toEqual([37, 22]);
  });
  it("ends the logarithmic axis at 1, 2 or 5 times a power of ten", () => {
    expect(logTicks(35, 416)).toEqual({ domain: [20, 500], ticks: [20, 50, 100, 200, 500] });
  });
  it("finds round quality ticks for PSNR and for SSIM", () => {
    expect(linearTicks(34.8, 47.2)).toEqual({ domain: [30, 50], ticks: [30, 35, 40, 45, 50], digits: 0 });
    expect(linearTicks(0.941, 0.992).digits).toBe(2);
  });
});
