import { describe, expect, it } from "vitest";
import { bdRate } from "./bd-rate.ts";
import { IncomparableError, type RateQuality } from "./rd-curve.ts";

const curve = (...pairs: [number, number][]): RateQuality[] => pairs.map(([rate, quality]) => ({ rate, quality }));
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof IncomparableError) return error.code;
    throw error;
  }
  return "no error";
};

// JCTVC-E137, the two pairs that Netflix/vmaf also tests its BD-rate with.
const E137_A = curve([108048.8736, 43.6471], [61279.976, 40.3953], [33905.6656, 37.247], [18883.6928, 34.2911]);
const E137_A_TEST = curve([108061.2784, 43.6768], [61299.9936, 40.4232], [33928.7472, 37.2761], [18910.912, 34.3147]);
const E137_B = curve([40433.8848, 37.5761], [7622.7456, 35.3756], [2394.488, 33.8977], [1017.6184, 32.0603]);
const E137_B_TEST = curve([40370.12, 37.5982], [7587.0024, 35.4025], [2390.0944, 33.9194], [1017.0984, 32.0822]);

describe("BD-rate", () => {
  it("gives the published values of JCTVC-E137", () => {
    expect(bdRate(E137_A, E137_A_TEST).percent).toBeCloseTo(-0.465215, 6);
    expect(bdRate(E137_B, E137_B_TEST).percent).toBeCloseTo(-1.877982, 6);
  });

  it("is +10 % for a curve with every rate times 1.1, and 0 for the curve itself", () => {
    expect(bdRate(E137_A, E137_A.map((p) => ({ ...p, rate: p.rate * 1.1 }))).percent).toBeCloseTo(10, 9);
    expect(bdRate(E137_B, E137_B).percent).toBe(0);
  });

  it("does not depend on the order of the points", () => {
    expect(bdRate([...E137_A].reverse(), E137_A_TEST).percent).toBe(bdRate(E137_A, E137_A_TEST).percent);
  });

  it("says how much of the anchor's quality range is covered", () => {
    const anchor = curve([100, 30], [200, 32], [400, 34], [800, 40]);
    expect(bdRate(anchor, curve([90, 35], [180, 36], [360, 38], [900, 45])).overlapPercent).toBeCloseTo(50, 9);
  });

  it("names what is wrong instead of giving a number", () => {
    const good = curve([100, 30], [200, 32], [400, 34], [800, 36]);
    expect(codeOf(() => bdRate(good, good.slice(1)))).toBe("too-few-points");
    expect(codeOf(() => bdRate(good, curve([100, 30], [200, 33], [400, 32], [800, 36])))).toBe("non-monotone");
    expect(codeOf(() => bdRate(good, curve([100, 30], [100, 33], [400, 34], [800, 36])))).toBe("non-monotone");
    expect(codeOf(() => bdRate(good, curve([100, 40], [200, 42], [400, 44], [800, 46])))).toBe("no-overlap");
    expect(codeOf(() => bdRate(good, curve([0, 30], [200, 32], [400, 34], [800, 36])))).toBe("invalid-rate");
    expect(codeOf(() => bdRate(good, curve([NaN, 30], [200, 32], [400, 34], [800, 36])))).toBe("invalid-rate");
    expect(codeOf(() => bdRate(good, [...good.slice(0, 3), { rate: 900, quality: null }]))).toBe("lossless-point");
  });
});
