import { describe, expect, it } from "vitest";
import { IDENTICAL_PLANE_DB, planeErrors, psnrOf, psnrOfErrors, sumOfSquaredErrors, weightedPsnr } from "./psnr.ts";

describe("PSNR", () => {
  it("agrees with a hand calculation", () => {
    // Differences 1, -2, 3, 0: squared errors 14 over 4 samples, MSE 3.5, 10 log10(65025 / 3.5) = 42.6901 dB.
    const sse = sumOfSquaredErrors(Uint8Array.of(10, 20, 30, 40), Uint8Array.of(9, 22, 27, 40));
    expect(sse).toBe(14);
    expect(psnrOf(sse, 4)).toBeCloseTo(42.6901, 4);
  });

  it("is 20 log10(255 / d) for a constant offset d", () => {
    const a = new Uint8Array(5000).fill(100);
    const b = new Uint8Array(5000).fill(105);
    expect(psnrOf(sumOfSquaredErrors(a, b), 5000)).toBeCloseTo(20 * Math.log10(255 / 5), 10);
  });

  it("is infinite (null) for identical samples", () => {
    expect(psnrOf(0, 4)).toBeNull();
  });

  it("does not overflow on the largest errors", () => {
    const samples = 1_000_000;
    expect(sumOfSquaredErrors(new Uint8Array(samples), new Uint8Array(samples).fill(255))).toBe(samples * 65_025);
    expect(psnrOf(samples * 65_025, samples)).toBeCloseTo(0, 12);
  });

  it("counts each plane of a picture on its own", () => {
    const a = new Uint8Array(24).fill(50);
    const b = a.slice();
    b[0] = 52; // Y
    b[16] = 53; // U
    b[23] = 49; // V
    expect(planeErrors(a, b, 4, 4)).toEqual({ y: 4, u: 9, v: 1 });
    const { psnrY, psnrU, psnrV, psnrYuv } = psnrOfErrors({ y: 4, u: 9, v: 1 }, 4, 4, 1);
    expect(psnrY).toBeCloseTo(10 * Math.log10(65_025 / (4 / 16)), 10);
    expect(psnrU).toBeCloseTo(10 * Math.log10(65_025 / (9 / 4)), 10);
    expect(psnrV).toBeCloseTo(10 * Math.log10(65_025 / (1 / 4)), 10);
    expect(psnrYuv).toBeCloseTo((6 * psnrY! + psnrU! + psnrV!) / 8, 10);
  });

  it("weights 6:1:1, and caps a plane that is identical while another is not", () => {
    expect(weightedPsnr(40, 42, 44)).toBeCloseTo((240 + 42 + 44) / 8, 12);
    expect(weightedPsnr(30, null, null)).toBeCloseTo((180 + 2 * IDENTICAL_PLANE_DB) / 8, 12);
    expect(weightedPsnr(null, null, null)).toBeNull();
  });

  it("never scores a plane with one wrong sample above an identical one", () => {
    const almost = psnrOf(1, 320 * 180 * 48)!;
    expect(almost).toBeGreaterThan(IDENTICAL_PLANE_DB);
    expect(weightedPsnr(30, almost, almost)).toBe(weightedPsnr(30, null, null));
  });
});
