import { describe, expect, it } from "vitest";
import type { BudgetLine } from "#lib/autopilot/budget.ts";
import { describeBudget } from "./describe-budget.ts";
import { newStartDraft, readStartDraft } from "./start-draft.ts";

const line = (change: Partial<BudgetLine>): BudgetLine => ({ used: 0, atLeast: false, limit: null, left: null, ...change });

describe("the budget in words", () => {
  it("names what is used and left of every limit, and says unknown for what is unknown", () => {
    const texts = describeBudget({
      experiments: line({ used: 7, limit: 20, left: 13 }),
      minutes: line({ used: 12.5, limit: 120, left: 107.5 }),
      tokens: line({ used: 1200, limit: 5000, left: 3800, atLeast: true }),
      costUsd: line({ used: null }),
      stale: line({ used: 2, limit: 8, left: 6 }),
    });
    expect(texts.map(({ label, used, left }) => `${label}: ${used}, ${left}`)).toEqual([
      "Experiments: 7 of 20, 13 left", "Time: 12 min 30 s of 2 h 00 min, 1 h 47 min left", "Tokens: at least 1,200 of 5,000, at most 3,800 left",
      "Money: unknown, no limit", "Without a new best: 2 of 8, 6 left",
    ]);
    expect(texts.map(({ fraction }) => fraction)).toEqual([0.35, 12.5 / 120, 0.24, null, 0.25]);
  });
  it("does not guess what is left of money when the spend is unknown", () => {
    const none = line({});
    const money = describeBudget({ experiments: none, minutes: none, tokens: none, costUsd: line({ used: null, limit: 5 }), stale: none })[3];
    expect(money).toMatchObject({ used: "unknown of $5.00", left: "what is left is unknown", fraction: null });
  });
});

describe("the start form", () => {
  it("starts from sensible defaults, with no limit on tokens and money and no target", () => {
    const draft = newStartDraft(null);
    expect(draft).toEqual({ maxExperiments: "20", maxMinutes: "120", maxTokens: "", maxCostUsd: "", targetPercent: "", staleAfter: "8" });
    expect(readStartDraft(draft).settings).toEqual({ maxExperiments: 20, maxMinutes: 120, maxTokens: null, maxCostUsd: null, targetPercent: null, staleAfter: 8 });
  });
  it("says what is wrong beside each field", () => {
    const { settings, errors } = readStartDraft({ maxExperiments: "0", maxMinutes: "", maxTokens: "many", maxCostUsd: "-3", targetPercent: "45.5", staleAfter: "2.5" });
    expect(settings).toBeNull();
    expect(errors).toEqual({
      maxExperiments: "A whole number from 1 to 500.", maxMinutes: "A whole number from 1 to 10,080.", maxTokens: "A whole number from 1,000 to 1,000,000,000, or empty.",
      maxCostUsd: "A number from 0.01 to 100,000, or empty.", staleAfter: "A whole number from 1 to 100.",
    });
  });
});
