import { describe, expect, it } from "vitest";
import { PlanSchema, type Plan } from "#lib/plan/schema.ts";
import { makePlan } from "../experiment.fixture.ts";
import { leaves, staleFamily, staleText, type TriedPlan } from "./stale-family.ts";

const av1 = (preset: number): Plan => makePlan({ codec: "svt-av1", preset });
const wiener = (preset: number): Plan => PlanSchema.parse({ ...av1(preset), restore: { kind: "wiener" } });
const row = (id: string, plan: Plan | null, reductionPercent: number | null, change: Partial<TriedPlan> = {}): TriedPlan =>
  ({ id, plan, reductionPercent, status: "completed", verdict: reductionPercent === null ? "incomparable" : "better", ...change });
/** Rows as they happened, oldest first, handed over newest first. */
const after = (...rows: TriedPlan[]) => staleFamily([...rows].reverse(), 3);

const best = row("best", wiener(4), 40);
const tries = [row("a", wiener(5), 38), row("b", wiener(3), null), row("c", wiener(6), 40)];

describe("a stale family", () => {
  it("is one that was tried n times in a row without a new best of the suite", () => {
    const stale = after(best, ...tries);
    expect(stale).toEqual({ family: { id: "svt-av1 + wiener", title: "SVT-AV1 + Wiener" }, count: 3, best: { id: "best", reductionPercent: 40 } });
    expect(leaves(wiener(0), stale)).toBe(false);
    expect(leaves(av1(0), stale)).toBe(true);
    expect(staleText(stale!)).toBe("SVT-AV1 + Wiener was tried three times in a row without a new best (the best is still best)");
  });

  it("is none before the n-th try, and none in an empty history", () => {
    expect(after(best, ...tries.slice(0, 2))).toBeNull();
    expect(after()).toBeNull();
    expect(leaves(wiener(0), null)).toBe(true);
  });

  it("begins anew with every new best, however small the gain", () => {
    expect(after(best, ...tries, row("d", wiener(2), 40.01))).toBeNull();
  });

  it("is left by one experiment of another family, whatever came of it", () => {
    expect(after(best, ...tries, row("d", av1(2), 12), row("e", wiener(2), 39))).toBeNull();
  });

  it("counts failures, and passes over cancelled ones, running ones and those that never had a plan", () => {
    const failed = row("failed", wiener(2), null, { status: "failed", verdict: "failed" });
    const others = [row("cancelled", av1(2), null, { status: "cancelled", verdict: "cancelled" }), row("planless", null, null, { status: "failed", verdict: "failed" }), row("running", av1(1), null, { status: "running", verdict: null })];
    expect(after(best, tries[0]!, ...others, failed, tries[1]!)?.count).toBe(3);
    expect(after(best, tries[0]!, ...others, failed)).toBeNull();
  });

  it("takes no film grain for the best, and says so when nothing was measured", () => {
    const grain = (id: string) => row(id, makePlan({ codec: "svt-av1", filmGrain: 8 }), 60);
    expect(after(best, ...tries, grain("d"))).toBeNull();
    const stale = after(grain("a"), grain("b"), grain("c"));
    expect(stale).toMatchObject({ family: { id: "svt-av1 + film grain" }, best: null });
    expect(staleText(stale!)).toContain("without a comparable result");
  });
});
