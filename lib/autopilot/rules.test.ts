import { describe, expect, it } from "vitest";
import { findSuite } from "../clips/suites.ts";
import type { Experiment, Reasoning } from "../experiment/schema.ts";
import { account } from "./account.ts";
import { budgetOf } from "./budget.ts";
import { elapsedMs, endOfPause } from "./elapsed.ts";
import type { Autopilot, AutopilotSettings } from "./schema.ts";
import { AutopilotSettingsSchema } from "./schema.ts";
import { addSpend, NO_SPEND, type Prices } from "./spend.ts";
import { whyStop } from "./why-stop.ts";

const START = "2026-11-01T10:00:00.000Z";
const after = (minutes: number) => new Date(Date.parse(START) + minutes * 60_000);
const UNKNOWN: Prices = { inputUsd: null, outputUsd: null };
const PRICED: Prices = { inputUsd: 2, outputUsd: 10 };

function run(change: Partial<Autopilot> = {}, settings: Partial<AutopilotSettings> = {}): Autopilot {
  return {
    state: "running", settings: AutopilotSettingsSchema.parse({ suiteId: "quick", ...settings }), suite: findSuite("quick")!,
    launched: 1, finished: 0, failed: 0, failedInARow: 0, stale: 0, bestPercent: null, bestId: null, spend: NO_SPEND, currentId: "exp-1",
    startedAt: START, pausedMs: 0, pausedAt: null, stoppedAt: null, stopReason: null, revision: 1, ...change,
  };
}

const call = (change: Partial<Reasoning> = {}): Reasoning => ({
  experimentId: "exp-1", kind: "proposal", sequence: 1, createdAt: START, researcher: { kind: "model", model: "m", note: null }, outcome: "ok", error: null,
  reply: null, promptTokens: 100_000, completionTokens: 10_000, latencyMs: 1, transcriptKey: null, ...change,
});
const builtIn = call({ researcher: { kind: "built-in", model: null, note: null }, promptTokens: null, completionTokens: null });

/** What account reads of an experiment. */
const ended = (change: { status?: Experiment["status"]; verdict?: Experiment["verdict"]; percent?: number | null; filmGrain?: number; id?: string }): Experiment =>
  ({
    id: change.id ?? "exp-1", status: change.status ?? "completed", verdict: change.verdict === undefined ? "better" : change.verdict,
    headline: { reductionPercent: change.percent ?? null }, plan: { base: { codec: "svt-av1", filmGrain: change.filmGrain ?? 0 } },
  }) as Experiment;

describe("spend", () => {
  it("of the built-in planner is nothing, and known", () => {
    expect(addSpend(NO_SPEND, [builtIn], UNKNOWN)).toEqual(NO_SPEND);
  });
  it("has a price when both are configured", () => {
    expect(addSpend(NO_SPEND, [call(), call({ outcome: "invalid-json" })], PRICED)).toMatchObject({ promptTokens: 200_000, completionTokens: 20_000, costUsd: 0.6 });
  });
  it("is unknown, not 0, once tokens were used at a price that is not configured, and stays unknown", () => {
    const spend = addSpend(NO_SPEND, [call()], { inputUsd: 2, outputUsd: null });
    expect(spend).toMatchObject({ promptTokens: 100_000, costUsd: null });
    expect(addSpend(spend, [call()], PRICED).costUsd).toBeNull();
  });
  it("takes a refused connection for free, and a timeout for a call that nobody reported", () => {
    const silent = { promptTokens: null, completionTokens: null };
    expect(addSpend(NO_SPEND, [call({ outcome: "http-error", ...silent })], PRICED)).toEqual(NO_SPEND);
    expect(addSpend(NO_SPEND, [call({ outcome: "timeout", ...silent })], PRICED)).toMatchObject({ unreportedCalls: 1, unmeteredReplies: 0 });
    expect(addSpend(NO_SPEND, [call(silent)], PRICED)).toMatchObject({ unreportedCalls: 1, unmeteredReplies: 1 });
  });
});

describe("accounting for an experiment that ended", () => {
  it("takes a better result for the best, and counts from there", () => {
    const first = account(run(), ended({ percent: 20 }), [], UNKNOWN);
    expect(first).toMatchObject({ finished: 1, bestPercent: 20, bestId: "exp-1", stale: 0, currentId: null });
    const second = account(first, ended({ id: "exp-2", percent: 19.9 }), [], UNKNOWN);
    expect(second).toMatchObject({ finished: 2, bestPercent: 20, bestId: "exp-1", stale: 1 });
    expect(account(second, ended({ id: "exp-3", percent: 25 }), [], UNKNOWN)).toMatchObject({ bestPercent: 25, bestId: "exp-3", stale: 0 });
  });
  it("never takes film grain, an inconclusive or a worse result for the best", () => {
    for (const other of [ended({ percent: 60, filmGrain: 8 }), ended({ percent: 2, verdict: "inconclusive" }), ended({ percent: -3, verdict: "worse" }), ended({ verdict: "incomparable" })]) {
      expect(account(run(), other, [], UNKNOWN)).toMatchObject({ bestPercent: null, bestId: null, stale: 1, failed: 0 });
    }
  });
  it("counts failures in a row until one completes", () => {
    const failed = ended({ status: "failed", verdict: "failed" });
    const twice = account(account(run(), failed, [], UNKNOWN), failed, [], UNKNOWN);
    expect(twice).toMatchObject({ finished: 2, failed: 2, failedInARow: 2, stale: 2 });
    expect(account(twice, ended({ percent: 5 }), [], UNKNOWN)).toMatchObject({ failed: 2, failedInARow: 0 });
    expect(account(run(), null, [], UNKNOWN)).toMatchObject({ finished: 1, failed: 1 });
  });
  it("counts a cancelled one as finished and as nothing else, its tokens included", () => {
    const before = run({ failedInARow: 1, failed: 1, stale: 2 });
    expect(account(before, ended({ status: "cancelled", verdict: "cancelled" }), [call()], PRICED)).toMatchObject({ finished: 1, failed: 1, failedInARow: 1, stale: 2, spend: { promptTokens: 100_000 } });
  });
});

describe("time", () => {
  it("leaves pauses out, stands still in one, and ends with the stop", () => {
    expect(elapsedMs(run(), after(10))).toBe(600_000);
    const paused = run({ pausedAt: after(10).toISOString() });
    expect(elapsedMs(paused, after(30))).toBe(600_000);
    const resumed = { ...paused, ...endOfPause(paused, after(30)) };
    expect(elapsedMs(resumed, after(31))).toBe(660_000);
    expect(elapsedMs({ ...resumed, stoppedAt: after(40).toISOString() }, after(500))).toBe(1_200_000);
  });
});

describe("a limit stops the run with its reason", () => {
  const used = { ...NO_SPEND, promptTokens: 40_000, completionTokens: 10_000, costUsd: 1.5 };
  const cases: [string, Autopilot, number, string | null, RegExp][] = [
    ["target", run({ bestPercent: 45.2 }, { targetPercent: 45 }), 1, null, /target of 45 % is reached: the best result is 45\.2 %/],
    ["experiments", run({ launched: 7 }, { maxExperiments: 7 }), 1, null, /limit of 7 experiments is reached/],
    ["time", run({}, { maxMinutes: 30 }), 30, null, /time limit of 30 minutes is reached, pauses not counted/],
    ["tokens", run({ spend: used }, { maxTokens: 50_000 }), 1, null, /limit of 50,000 tokens is reached: 50,000 were used/],
    ["money", run({ spend: used }, { maxCostUsd: 1.5 }), 1, null, /limit of \$1\.50 is reached: \$1\.50 were spent/],
    ["money of unknown price", run({ spend: { ...used, costUsd: null } }, { maxCostUsd: 100 }), 1, null, /price of the model is not configured \(LLM_PRICE_INPUT_USD/],
    ["tokens that nobody reports", run({ spend: { ...NO_SPEND, unreportedCalls: 1, unmeteredReplies: 1 } }, { maxTokens: 50_000 }), 1, null, /does not report how many tokens it used, so the limit on tokens cannot be kept/],
    ["stale", run({ stale: 8, bestPercent: 12 }), 1, null, /last 8 experiments did not improve the best/],
    ["failures", run({ failedInARow: 3 }), 1, "no usable proposal after 3 tries: the model was refused with 429", /3 experiments in a row failed.*The last one: no usable proposal after 3 tries: the model was refused with 429/],
  ];
  for (const [name, autopilot, minutes, failure, reason] of cases) {
    it(`: ${name}`, () => expect(whyStop(autopilot, after(minutes), failure)).toMatch(reason));
  }
  it("and no limit reached lets it go on, with money unknown and no limit on it", () => {
    expect(whyStop(run({ spend: { ...used, costUsd: null, unreportedCalls: 2, unmeteredReplies: 2 }, stale: 7, failedInARow: 2 }), after(119), "x")).toBeNull();
  });
  it("quotes a failure of 100 kB only in part", () => {
    expect(whyStop(run({ failedInARow: 3 }), after(1), "x".repeat(100_000))!.length).toBeLessThan(500);
  });
});

describe("the budget", () => {
  it("shows what is used and left of every limit", () => {
    const spend = { ...NO_SPEND, promptTokens: 900, completionTokens: 100, costUsd: 0.25 };
    const budget = budgetOf(run({ launched: 7, stale: 3, spend }, { maxTokens: 5000, maxCostUsd: 1 }), after(30));
    expect(budget).toEqual({
      experiments: { used: 7, atLeast: false, limit: 20, left: 13 }, minutes: { used: 30, atLeast: false, limit: 120, left: 90 },
      tokens: { used: 1000, atLeast: false, limit: 5000, left: 4000 }, costUsd: { used: 0.25, atLeast: false, limit: 1, left: 0.75 }, stale: { used: 3, atLeast: false, limit: 8, left: 5 },
    });
  });
  it("says unknown for what is unknown, and at least for what was reported in part", () => {
    const spend = { ...NO_SPEND, promptTokens: 900, completionTokens: 100, costUsd: null, unreportedCalls: 1 };
    expect(budgetOf(run({ spend }), after(1))).toMatchObject({ tokens: { used: 1000, atLeast: true, left: null }, costUsd: { used: null, atLeast: false, left: null } });
    expect(budgetOf(run({ spend: { ...NO_SPEND, unreportedCalls: 1 } }), after(1))).toMatchObject({ tokens: { used: null }, costUsd: { used: null } });
  });
});

describe("settings", () => {
  it("have sensible defaults and bounds", () => {
    expect(AutopilotSettingsSchema.parse({ suiteId: "quick" })).toEqual({ suiteId: "quick", maxExperiments: 20, maxMinutes: 120, maxTokens: null, maxCostUsd: null, targetPercent: null, staleAfter: 8 });
    for (const wrong of [{ maxExperiments: 0 }, { maxExperiments: 501 }, { maxMinutes: 0 }, { maxCostUsd: -1 }, { targetPercent: 100 }, { staleAfter: 0 }, { baseline: "x264" }]) {
      expect(AutopilotSettingsSchema.safeParse({ suiteId: "quick", ...wrong }).success).toBe(false);
    }
  });
});
