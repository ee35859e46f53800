import { describe, expect, it } from "vitest";
import { clipNoiseOf } from "./clip-noise.ts";
import measured from "./noise-floor.json" with { type: "json" };
import { NoiseFloorSchema } from "./noise-floor-schema.ts";
import { CLIP_NOISE_PERCENT, NOISE_FLOOR_PERCENT, noiseFloorPercent } from "./noise-floor.ts";

const noiseOf = (...deviations: number[]): number => clipNoiseOf(deviations.map((deviationPercent) => ({ deviationPercent })));

describe("the measured noise floor", () => {
  it("is a file that fits its schema, and a number that sums it up", () => {
    expect(NoiseFloorSchema.parse(measured)).toEqual(measured);
    expect(CLIP_NOISE_PERCENT).toBe(clipNoiseOf(measured.measurements));
  });

  it("was measured on every clip of the quick suite, on threads and on rungs, and says by what", () => {
    const { provenance, measurements } = NoiseFloorSchema.parse(measured);
    expect([...new Set(measurements.map(({ clipId }) => clipId))].sort()).toEqual(["bbb-meadow", "gate-tower", "granite-pan"]);
    for (const cause of ["threads", "rungs"]) expect(measurements.filter((entry) => entry.cause === cause).length).toBeGreaterThanOrEqual(6);
    expect(provenance.command).toMatch(/^npm run noise/);
    expect(provenance.encoders.join()).toMatch(/x265 \d/);
    for (const { reductionPercent, expectedPercent, deviationPercent } of measurements) expect(deviationPercent).toBeCloseTo(reductionPercent - expectedPercent, 2);
  });

  it("is the root mean square about zero, as the true difference is known: a constant loss is noise too", () => {
    expect(noiseOf(3, -4)).toBeCloseTo(Math.sqrt(12.5), 12);
    expect(noiseOf(-2, -2, -2)).toBe(2);
  });

  it("falls with the root of the number of clips", () => {
    expect(noiseFloorPercent(1, noiseOf(2))).toBeCloseTo(3.92, 12);
    expect(noiseFloorPercent(4, noiseOf(2))).toBeCloseTo(1.96, 12);
  });

  it("never falls below what was assumed before it was measured", () => {
    expect(noiseFloorPercent(3, noiseOf(0, 0))).toBe(NOISE_FLOOR_PERCENT);
    expect(noiseFloorPercent(10_000)).toBe(NOISE_FLOOR_PERCENT);
  });
});
