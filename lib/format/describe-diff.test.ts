import { describe, expect, it } from "vitest";
import { type Comparable, describeDiffEffect, diffRows } from "./describe-diff.ts";

const change = (name: string, from: string | number | boolean | null, to: string | number | boolean | null) => ({ name, setting: name.split("/").at(-1)!, from, to });
const result = (reductionPercent: number | null, more: Partial<Comparable> = {}): Comparable => ({ verdict: "better", suiteId: "quick", reductionPercent, interval: { low: 0, high: 60, level: 0.75, n: 3, method: "bootstrap-exact" }, ...more });

describe("the differences from the parent", () => {
  it("are a row a setting, in words, with what each is of", () => {
    const rows = diffRows({ changes: [change("base/svt-av1/preset", 6, 2), change("restore", "none", "wiener"), change("restore/wiener/classes", null, 64), change("base/svt-av1/loopRestoration", true, false), change("predictor/scene/layers/waves", null, true)] });
    expect(rows.map(({ of, label, from, to }) => [of, label, from, to])).toEqual([
      ["SVT-AV1", "Preset", "6", "2"], [null, "Restore", "none", "wiener"], ["Wiener filters", "Classes", "none", "64"], ["SVT-AV1", "Loop restoration", "on", "off"], ["scene program", "Layer waves", "no", "yes"],
    ]);
  });
});

describe("the measured effect of the change", () => {
  it("is the difference of both reductions, with a direction", () => {
    expect(describeDiffEffect(result(54.3), result(41.5))).toMatchObject({ tone: "good", arrow: "↓", value: "12.8 points" });
    expect(describeDiffEffect(result(-3, { verdict: "inconclusive" }), result(21.2))).toMatchObject({ tone: "bad", arrow: "↑", value: "24.2 points" });
  });

  it("has no direction within the noise", () => {
    expect(describeDiffEffect(result(35.31), result(35.3))).toMatchObject({ tone: "neutral", arrow: "≈", value: "0.0 points" });
  });

  it("is not made up where one of both has no figure, or another suite", () => {
    for (const [own, parent] of [[result(null), result(3)], [result(5), result(null)], [result(5), null], [result(5), result(4, { suiteId: "full" })], [result(5), result(4, { verdict: "unverified" })], [result(5, { verdict: "incomparable" }), result(4)]] as const) {
      const effect = describeDiffEffect(own, parent);
      expect([effect.value, effect.arrow]).toEqual([null, null]);
      expect(effect.words).not.toBe("");
    }
  });
});
