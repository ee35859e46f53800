import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildExperiment } from "#e2e/builders.ts";
import { numberKeysOf, sortableNumber } from "./sort-numbers.ts";

describe("a number as sortable text", () => {
  it("sorts as the number does", () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(finite, finite, (a, b) => {
        const [first, second] = [sortableNumber(a), sortableNumber(b)];
        expect(first).toMatch(/^[0-9a-f]{16}$/);
        expect(first < second).toBe(a < b);
      }),
    );
    expect([38.2, -50.4, 0, -0.1, 1e-300, 100, -1e9].toSorted((a, b) => (sortableNumber(a) < sortableNumber(b) ? -1 : 1))).toEqual([-1e9, -50.4, -0.1, 0, 1e-300, 38.2, 100]);
    expect(sortableNumber(-0)).toBe(sortableNumber(0));
  });
});

describe("the keys of the lists that are sorted by a number", () => {
  const finished = buildExperiment({ id: "a" });

  it("are there for the numbers that a finished experiment has", () => {
    expect(Object.keys(numberKeysOf(finished)).toSorted()).toEqual(["ixByBdRate", "ixByReduction", "ixByRuntime", "ixNumbers"]);
    expect(numberKeysOf({ ...finished, headline: null, verdict: "failed" })).toMatchObject({ ixByReduction: undefined, ixByBdRate: undefined, ixByRuntime: expect.stringMatching(/#a$/) as string });
    expect(numberKeysOf({ ...finished, finishedAt: null, verdict: null, runtimeMs: 5 })).toEqual({});
  });

  it("keep what an imported record claims apart from what was measured", () => {
    const claim = { ...finished, verdict: "unverified" as const, headline: { ...finished.headline!, reductionPercent: null, claimedReductionPercent: 99 } };
    expect([numberKeysOf(finished).ixNumbers, numberKeysOf(claim).ixNumbers]).toEqual(["MEASURED", "CLAIMED"]);
    expect(numberKeysOf(claim).ixByReduction).toContain(sortableNumber(99));
  });
});
