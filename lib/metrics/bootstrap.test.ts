import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bootstrapMean, levelOf } from "./bootstrap.ts";

describe("the bootstrap over clips", () => {
  it("says nothing of one clip, nor of none", () => {
    expect(bootstrapMean([38])).toBeNull();
    expect(bootstrapMean([])).toBeNull();
  });

  it("spans the clips for two to four of them: the rarest draw, all the same clip, is still likelier than the tail", () => {
    // 1/4, 1/27 and 1/256 against tails of 0, 7e-8 and 0.0001.
    expect(bootstrapMean([10, 20])).toEqual({ low: 10, high: 20, level: 0.5, n: 2, method: "bootstrap-exact" });
    expect(bootstrapMean([40, 18, 35])).toEqual({ low: 18, high: 40, level: 0.75, n: 3, method: "bootstrap-exact" });
    expect(bootstrapMean([4, 1, 3, 2])).toEqual({ low: 1, high: 4, level: 0.875, n: 4, method: "bootstrap-exact" });
  });

  it("leaves the one rarest draw out for five clips", () => {
    // Five times the least: 1 of 3125 draws = 0.00032; four times and once the next: 5 of 3125, together 0.0019. The tail is
    // Phi(-sqrt(5/4) x 2.776) = Phi(-3.104) = 0.00096, between the two. Means: (4 x 0 + 10) / 5 = 2 and (4 x 40 + 30) / 5 = 38.
    const interval = bootstrapMean([0, 10, 20, 30, 40])!;
    expect(interval.low).toBeCloseTo(2, 12);
    expect(interval.high).toBeCloseTo(38, 12);
    expect(interval.level).toBe(0.9375);
  });

  it("is one point for equal clips", () => {
    for (const n of [2, 3, 5, 7, 12]) {
      const interval = bootstrapMean(new Array<number>(n).fill(30))!;
      expect(interval.low).toBeCloseTo(30, 10);
      expect(interval.high).toBeCloseTo(30, 10);
    }
  });

  it("counts the held-out suite's five measured reductions as a person would", () => {
    // Sorted 18.396, 22.777, 28.251, 31.306, 34.371: low (4 x 18.396 + 22.777) / 5, high (4 x 34.371 + 31.306) / 5.
    const interval = bootstrapMean([22.777, 34.371, 18.396, 31.306, 28.251])!;
    expect(interval.low).toBeCloseTo(19.272, 3);
    expect(interval.high).toBeCloseTo(33.758, 3);
  });

  it("draws with a seed where enumerating is too much, and draws the same every time", () => {
    const values = Array.from({ length: 30 }, (_, index) => index);
    const interval = bootstrapMean(values)!;
    expect(interval).toMatchObject({ n: 30, level: 0.95, method: "bootstrap-seeded" });
    expect(bootstrapMean(values)).toEqual(interval);
    // Student's t gives 14.5 +- 2.045 x 8.803 / sqrt(30) = 11.21 to 17.79.
    expect(interval.low).toBeCloseTo(11.21, 0);
    expect(interval.high).toBeCloseTo(17.79, 0);
  });

  it("agrees with Student's t on eight even clips to a few percent of its width", () => {
    // Mean 4.5, deviation 2.449: 4.5 +- 2.365 x 2.449 / sqrt(8) = 2.45 to 6.55.
    const interval = bootstrapMean([1, 2, 3, 4, 5, 6, 7, 8])!;
    expect(interval.low).toBeCloseTo(2.45, 0);
    expect(interval.high).toBeCloseTo(6.55, 0);
  });

  it("never leaves the clips' range, holds their mean, and does not care for their order", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -500, max: 100, noNaN: true }), { minLength: 2, maxLength: 7 }), (values) => {
        const { low, high } = bootstrapMean(values)!;
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const hair = 1e-9;
        expect(low).toBeGreaterThanOrEqual(Math.min(...values) - hair);
        expect(high).toBeLessThanOrEqual(Math.max(...values) + hair);
        expect(low).toBeLessThanOrEqual(mean + hair);
        expect(high).toBeGreaterThanOrEqual(mean - hair);
        const turned = bootstrapMean([...values].reverse())!;
        expect(turned.low).toBeCloseTo(low, 9);
        expect(turned.high).toBeCloseTo(high, 9);
      }),
      { numRuns: 60 },
    );
  });

  it("claims no more than the clips can carry", () => {
    expect([2, 3, 4, 5, 6, 20].map(levelOf)).toEqual([0.5, 0.75, 0.875, 0.9375, 0.95, 0.95]);
  });
});
