import { describe, expect, it } from "vitest";
import type { RdPoint } from "#lib/experiment/schema.ts";
import { fullScaleOf, nearestInRate, rungToWatch } from "./watched-rungs.ts";

const point = (crf: number, kbps: number, psnrYuv: number | null): RdPoint => ({
  crf, kbps, psnrYuv, bytes: 1, psnrY: psnrYuv, psnrU: psnrYuv, psnrV: psnrYuv, ssimY: 1, vmaf: null, vmafNeg: null, encodeMs: 1, decodeMs: 1, sha256: "0", decodedSha256: "0",
});
const baseline = [point(22, 800, 44), point(27, 400, 41), point(32, 200, 38)];

describe("the rungs that are shown", () => {
  it("are the candidate's nearest in quality to the baseline's middle rung", () => {
    const rungs = [point(20, 900, 45), point(30, 300, 40.5), point(40, 100, 36), point(10, 9000, null)].map((each) => ({ point: each }));
    expect(rungToWatch(rungs, baseline)?.point.crf).toBe(30);
    expect(rungToWatch([], baseline)).toBeUndefined();
  });

  it("and the baseline's nearest in rate, by ratio and not by difference", () => {
    // 290 is 90 above 200 and 110 below 400, but 1.45 times the one and 1/1.38 of the other.
    expect(nearestInRate(baseline, 290)?.crf).toBe(27);
    expect(nearestInRate(baseline, 270)?.crf).toBe(32);
    expect(nearestInRate(baseline, 5)?.crf).toBe(32);
    expect(nearestInRate(baseline, 50_000)?.crf).toBe(22);
    expect(nearestInRate([], 100)).toBeUndefined();
  });
});

it("both heat maps have the scale of the larger difference, rounded up to a step", () => {
  expect(fullScaleOf(0, 0)).toBe(4);
  expect(fullScaleOf(3, 17)).toBe(24);
  expect(fullScaleOf(16, 5)).toBe(16);
  expect(fullScaleOf(255, 1)).toBe(255);
});
