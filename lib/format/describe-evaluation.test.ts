import { describe, expect, it } from "vitest";
import type { Evaluation, Headline } from "../experiment/schema.ts";
import { differenceInWords, formatBits, formatPoints, heldOutDifference, isStoppedAtScreening, stepStates } from "./describe-evaluation.ts";

const headline = (reductionPercent: number | null): Headline => ({ reductionPercent, claimedReductionPercent: null, bdRatePercent: null, bitrateKbps: null, baselineKbps: null, psnrYuvDb: null, clips: 3, clampedClips: 0, interval: null });
const screen = (outcome: "passed" | "hopeless" | "skipped"): Evaluation["screen"] => ({ clipId: "c", clipTitle: "C", rungs: [], outcome, reason: "because" });
const validation = (reductionPercent: number | null): Evaluation["validation"] => ({ outcome: "measured", suiteId: "held-out", verdict: "better", verdictReason: "", headline: headline(reductionPercent), clips: [], measuredAt: "2026-11-01T10:00:00.000Z" });
const evaluation = (fields: Partial<Evaluation>): Evaluation => ({ reached: "suite", screen: screen("passed"), validation: null, champion: null, bits: { screen: 0, suite: 0, heldOut: 0 }, ...fields });

describe("the evaluation in words", () => {
  it("counts bits as bytes of files", () => {
    expect(formatBits(12_800_000)).toBe("1.6 MB");
    expect(formatBits(96)).toBe("12 B");
  });

  it("signs a difference of percentages, and none that rounds to zero", () => {
    expect([2.14, -3, 0.04, -0.04].map(formatPoints)).toEqual(["+2.1 points", "−3.0 points", "0.0 points", "0.0 points"]);
    expect([2.14, -3, 0.01].map(differenceInWords)).toEqual(["2.1 points more on held-out clips", "3.0 points less on held-out clips", "the same on held-out clips"]);
  });

  it("subtracts the suite's figure from the held-out one, where both are there", () => {
    expect(heldOutDifference({ headline: headline(24), evaluation: evaluation({ validation: validation(21.5) }) })).toBeCloseTo(-2.5);
    expect(heldOutDifference({ headline: headline(24), evaluation: evaluation({ validation: validation(null) }) })).toBeNull();
    expect(heldOutDifference({ headline: headline(24), evaluation: evaluation({ validation: { outcome: "failed", suiteId: "held-out", reason: "x", detail: null } }) })).toBeNull();
    expect(heldOutDifference({ headline: headline(24), evaluation: null })).toBeNull();
  });

  it("knows a stopped plan from its record and from its row, and no failed one", () => {
    expect(isStoppedAtScreening({ status: "completed", evaluation: { reached: "screen" } })).toBe(true);
    expect(isStoppedAtScreening({ status: "completed", reached: "screen" })).toBe(true);
    expect(isStoppedAtScreening({ status: "failed", reached: "screen" })).toBe(false);
    expect(isStoppedAtScreening({ status: "completed", evaluation: null, reached: null })).toBe(false);
  });

  it.each([
    ["a hopeless plan", "completed", evaluation({ reached: "screen", screen: screen("hopeless") }), { schema: "passed", screen: "stopped", suite: "not-reached", "held-out": "not-reached" }],
    ["a plan that is no new best", "completed", evaluation({}), { schema: "passed", screen: "passed", suite: "passed", "held-out": "not-reached" }],
    ["a person's plan that is measured fully", "completed", evaluation({ screen: screen("skipped") }), { schema: "passed", screen: "skipped", suite: "passed", "held-out": "not-reached" }],
    ["a validated one", "completed", evaluation({ reached: "held-out", validation: validation(20) }), { schema: "passed", screen: "passed", suite: "passed", "held-out": "passed" }],
    ["one that failed on the suite", "failed", evaluation({ reached: "screen" }), { schema: "passed", screen: "passed", suite: "failed", "held-out": "not-reached" }],
    ["one that failed before its first look", "failed", evaluation({ reached: "schema", screen: null }), { schema: "passed", screen: "not-reached", suite: "not-reached", "held-out": "not-reached" }],
    ["one whose validation failed", "completed", evaluation({ validation: { outcome: "failed", suiteId: "held-out", reason: "x", detail: null } }), { schema: "passed", screen: "passed", suite: "passed", "held-out": "failed" }],
  ] as const)("says how each level ended for %s", (_name, status, given, states) => {
    expect(stepStates({ status, evaluation: given })).toEqual(states);
  });
});
