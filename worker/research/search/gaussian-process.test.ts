import { describe, expect, it } from "vitest";
import { makePlan } from "../experiment.fixture.ts";
import { cholesky, solveLower, solveUpper } from "./cholesky.ts";
import { expectedImprovement, normal } from "./expected-improvement.ts";
import { fitGaussianProcess, type Observation } from "./gaussian-process.ts";
import { INDEX } from "#lib/plan-space/dimensions.ts";
import { PRIOR_SCALES, priorOf, toReduction, toSaving, unknownBeliefs } from "./prior.ts";
import { vectorOf } from "./space.ts";

const at = (settings: Record<string, unknown>): Float64Array => vectorOf(makePlan({ codec: "svt-av1", ...settings }));
const seen = (settings: Record<string, unknown>, y: number, group = "quick"): Observation => ({ x: at(settings), y, noise: 0.3, group });

describe("the factor of a matrix", () => {
  it("solves the system that it was made from", () => {
    const factor = cholesky([[4], [2, 3], [0.6, 0.4, 2]].map((row) => Float64Array.from(row)));
    const x = solveUpper(factor, solveLower(factor, Float64Array.from([1, 2, 3])));
    const product = [4 * x[0]! + 2 * x[1]! + 0.6 * x[2]!, 2 * x[0]! + 3 * x[1]! + 0.4 * x[2]!, 0.6 * x[0]! + 0.4 * x[1]! + 2 * x[2]!];
    product.forEach((value, index) => expect(value).toBeCloseTo(index + 1, 10));
  });

  it("refuses a matrix that is not positive definite", () => {
    expect(() => cholesky([[1], [2, 1]].map((row) => Float64Array.from(row)))).toThrow(RangeError);
  });
});

describe("expected improvement", () => {
  it("agrees with the closed form at known places", () => {
    expect(normal(0)).toBeCloseTo(0.5, 6);
    expect(normal(1.96)).toBeCloseTo(0.975, 3);
    expect(expectedImprovement({ mean: 5, deviation: 1 }, 5)).toBeCloseTo(0.39894, 4);
    expect(expectedImprovement({ mean: 9, deviation: 0.01 }, 5)).toBeCloseTo(4, 3);
    expect(expectedImprovement({ mean: 0, deviation: 0.5 }, 5)).toBeCloseTo(0, 6);
  });

  it("prefers the less known of two plans that are expected to be equal", () => {
    expect(expectedImprovement({ mean: 4, deviation: 3 }, 5)).toBeGreaterThan(expectedImprovement({ mean: 4, deviation: 1 }, 5));
  });
});

describe("the Gaussian process", () => {
  const process = fitGaussianProcess([seen({}, 0), seen({ preset: 8 }, -6), seen({ preset: 4 }, 6), seen({ filmGrain: 20 }, -9)], PRIOR_SCALES, "quick");

  it("passes through what was measured, and knows it well", () => {
    const { mean, deviation } = process.predict(at({ preset: 4 }));
    expect(mean).toBeCloseTo(6, 0);
    expect(deviation).toBeLessThan(0.6);
  });

  it("adds up effects that were measured apart", () => {
    const both = process.predict(at({ preset: 4, filmGrain: 20 }));
    expect(both.mean).toBeLessThan(1);
    expect(both.mean).toBeGreaterThan(-7);
  });

  it("knows less the farther a plan is from everything measured", () => {
    const [near, far] = [process.predict(at({ preset: 5 })), process.predict(vectorOf(makePlan({ codec: "x264" })))];
    expect(far.deviation).toBeGreaterThan(3 * near.deviation);
  });

  it("tells which setting a difference is owed to", () => {
    const shares = process.contributions(at({}), at({ preset: 4, cdef: false }));
    expect(shares[INDEX.get("base/svt-av1/preset")!]!).toBeGreaterThan(2);
    expect(Math.abs(shares[INDEX.get("base/svt-av1/cdef")!]!)).toBeLessThan(0.5);
  });

  it("takes an effect over from another suite, and trusts it less", () => {
    const [here, elsewhere] = ["quick", "full"].map((group) => fitGaussianProcess([seen({}, 0), seen({}, 3, group), seen({ preset: 4 }, 9, group), seen({ preset: 8 }, -6, group)], PRIOR_SCALES, "quick").predict(at({ preset: 4 })));
    expect(elsewhere!.mean).toBeGreaterThan(1.5);
    expect(elsewhere!.deviation).toBeGreaterThan(here!.deviation);
  });
});

describe("the beliefs before any measurement", () => {
  it("speak of settings that exist, and of no other", () => {
    expect(unknownBeliefs()).toEqual([]);
  });

  it("hold slower presets for better, perceptual settings for worse, and savings for additive", () => {
    const prior = (settings: Record<string, unknown>): number => priorOf(makePlan({ codec: "svt-av1", ...settings }));
    expect(prior({ preset: 4 })).toBeGreaterThan(prior({}));
    expect(prior({ filmGrain: 8 })).toBeLessThan(prior({}));
    expect(prior({ preset: 4, filmGrain: 8 }) - prior({ filmGrain: 8 })).toBeCloseTo(prior({ preset: 4 }) - prior({}));
    expect(toReduction(toSaving(28))).toBeCloseTo(28);
    expect(toReduction(toSaving(-38))).toBeCloseTo(-38);
  });
});
