import { describe, expect, it } from "vitest";
import { spatialInformation, temporalInformation } from "./si-ti.ts";

describe("spatial and temporal information", () => {
  it("is 0 for a flat picture and for a ramp, whose gradient is the same everywhere", () => {
    expect(spatialInformation(new Uint8Array(64).fill(90), 8, 8)).toBe(0);
    expect(spatialInformation(Uint8Array.from({ length: 64 }, (_, index) => (index % 8) * 10), 8, 8)).toBe(0);
  });

  it("agrees with a hand calculation at a vertical edge", () => {
    // 8x8, left half 0, right half 100: Sobel is 400 in 2 of the 6 inner columns. Mean 400/3, deviation 400 sqrt(2) / 3.
    const picture = Uint8Array.from({ length: 64 }, (_, index) => (index % 8 < 4 ? 0 : 100));
    expect(spatialInformation(picture, 8, 8)).toBeCloseTo((400 * Math.SQRT2) / 3, 9);
  });

  it("takes the deviation of the frame difference, so a change of brightness alone is 0", () => {
    const before = new Uint8Array(64).fill(50);
    expect(temporalInformation(new Uint8Array(64).fill(80), before, 8, 8)).toBe(0);
    // Half of the samples change by 10: mean 5, deviation 5.
    expect(temporalInformation(before.map((value, index) => value + 10 * (index % 2)), before, 8, 8)).toBeCloseTo(5, 12);
  });
});
