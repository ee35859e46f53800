import { describe, expect, it } from "vitest";
import type { Interval } from "../experiment/schema.ts";
import { deltaPhrase, describeDelta, describeInterval, type DeltaInput } from "./describe-delta.ts";

const interval = (low: number, high: number, n = 3): Interval => ({ low, high, level: n === 3 ? 0.75 : 0.95, n, method: "bootstrap-exact" });
const withInterval = (verdict: DeltaInput["verdict"], reductionPercent: number, low: number, high: number): DeltaInput => ({
  status: "completed", verdict, headline: { reductionPercent, claimedReductionPercent: null, interval: interval(low, high) },
});

const finished = (verdict: DeltaInput["verdict"], reductionPercent: number | null, claimedReductionPercent: number | null = null): DeltaInput => ({
  status: "completed", verdict, headline: { reductionPercent, claimedReductionPercent },
});

describe("the delta rule", () => {
  it("shows a positive reduction green, downwards and as smaller", () => {
    expect(describeDelta(finished("better", 38.2))).toMatchObject({ tone: "good", arrow: "↓", value: "38.2 %", word: "smaller", unverified: false });
  });

  it("shows a negative reduction red, upwards and as larger", () => {
    expect(describeDelta(finished("worse", -50.38184))).toMatchObject({ tone: "bad", arrow: "↑", value: "50.4 %", word: "larger" });
  });

  it("shows the ancestor's 15.038184 Mbps against 10 Mbps as red ↑ 50.4 % larger, unverified", () => {
    const claimed = ((10 - 15.038184) / 10) * 100;
    expect(deltaPhrase(describeDelta(finished("unverified", null, claimed)))).toBe("↑ 50.4 % larger, unverified");
  });

  it("tags a claimed gain as unverified too, and says so when nothing is claimed", () => {
    expect(describeDelta(finished("unverified", null, 99))).toMatchObject({ tone: "good", unverified: true });
    expect(describeDelta(finished("unverified", null, null))).toMatchObject({ value: null, word: "not measured", unverified: true });
  });

  it("shows what is within the noise grey, without a direction", () => {
    expect(describeDelta(finished("inconclusive", -0.3))).toMatchObject({ tone: "neutral", arrow: "≈", value: "0.3 %", word: "within noise" });
  });

  it.each([
    ["incomparable", "not comparable"],
    ["failed", "failed"],
    ["cancelled", "cancelled"],
  ] as const)("never shows a number for %s, even with one on record", (verdict, word) => {
    expect(describeDelta(finished(verdict, 12, 12))).toMatchObject({ value: null, arrow: null, word });
  });

  it("shows no number without one, and none while it runs", () => {
    expect(describeDelta(finished("better", null)).value).toBeNull();
    expect(describeDelta({ status: "running", verdict: null, headline: null })).toMatchObject({ value: null, word: "running" });
  });

  it("claims no direction for what rounds to zero", () => {
    expect(describeDelta(finished("better", 0.04))).toMatchObject({ arrow: "≈", tone: "neutral", value: "0.0 %" });
  });

  it("shows no number for a plan that was stopped at screening, and says where it stopped", () => {
    const stopped = describeDelta({ ...finished("worse", null), reached: "screen" });
    expect(stopped).toMatchObject({ tone: "bad", arrow: null, value: null, word: "worse", stopped: true });
    expect(deltaPhrase(stopped)).toBe("worse, stopped at screening");
    expect(describeDelta({ ...finished("worse", -40), evaluation: { reached: "screen" } })).toMatchObject({ value: null, stopped: true });
    expect(deltaPhrase(describeDelta({ ...finished("incomparable", null), reached: "screen" }))).toBe("not comparable, stopped at screening");
    expect(describeDelta({ ...finished("better", 12), reached: "suite" })).toMatchObject({ value: "12.0 %", stopped: false });
    expect(describeDelta({ status: "failed", verdict: "failed", headline: null, reached: "screen" })).toMatchObject({ word: "failed", stopped: false });
  });

  it("carries the verdict's reason", () => {
    expect(describeDelta({ ...finished("incomparable", null), verdictReason: "no overlap" }).reason).toBe("no overlap");
  });

  it("shows the interval in short beside the number, and explains it", () => {
    const delta = describeDelta(withInterval("better", 31, 18, 40));
    expect(delta).toMatchObject({ tone: "good", value: "31.0 %", interval: "75 %: 18.0 to 40.0" });
    expect(delta.intervalNote).toBe(
      "Interval over clips: drawn again with replacement, the 3 clips give a mean reduction from 18.0 to 40.0 % (negative is larger). Such intervals hold the mean of all clips like these about 75 times in 100. 3 clips carry no more than 75 %.",
    );
    expect(deltaPhrase(delta)).toBe("↓ 31.0 % smaller (75 %: 18.0 to 40.0)");
    expect(describeInterval(interval(1, 2, 7)).intervalNote).not.toContain("carry no more");
  });

  it("shows an interval that spans zero grey, without a direction, with both ends", () => {
    expect(describeDelta(withInterval("inconclusive", 18, -10, 50))).toMatchObject({ tone: "neutral", arrow: "≈", value: "18.0 %", word: "not settled", interval: "75 %: −10.0 to 50.0" });
    expect(describeDelta(withInterval("inconclusive", 0.3, -1, 2))).toMatchObject({ tone: "neutral", word: "within noise" });
  });

  it("shows no interval for old records, nor beside a claim, nor where there is no number", () => {
    expect(describeDelta(finished("better", 38.2)).interval).toBeNull();
    expect(describeDelta({ ...withInterval("unverified", 3, 1, 5) }).interval).toBeNull();
    expect(describeDelta(withInterval("incomparable", 3, 1, 5)).interval).toBeNull();
  });
});
