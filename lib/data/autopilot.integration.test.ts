import { beforeEach, describe, expect, it } from "vitest";
import { buildCompletion, buildReasoning, buildSuite } from "#e2e/builders.ts";
import { elapsedMs } from "../autopilot/elapsed.ts";
import { AutopilotSettingsSchema, type AutopilotSettings } from "../autopilot/schema.ts";
import type { Prices } from "../autopilot/spend.ts";
import type { Env } from "../env.ts";
import { advanceAutopilot } from "./advance-autopilot.ts";
import { cancelExperiment } from "./cancel-experiment.ts";
import { claimNextExperiment } from "./claim-next-experiment.ts";
import { completeExperiment } from "./complete-experiment.ts";
import { failExperiment } from "./fail-experiment.ts";
import { getAutopilot } from "./get-autopilot.ts";
import { getExperiment } from "./get-experiment.ts";
import type { Lab } from "./lab.ts";
import { closeLab, createLab } from "./lab.ts";
import { listExperiments } from "./list-experiments.ts";
import { pauseAutopilot } from "./pause-autopilot.ts";
import { readOverview } from "./read-overview.ts";
import { resumeAutopilot } from "./resume-autopilot.ts";
import { saveReasoning } from "./save-reasoning.ts";
import { startAutopilot } from "./start-autopilot.ts";
import { stopAutopilot } from "./stop-autopilot.ts";
import type { TestClock } from "./testing.ts";
import { createTestLab } from "./testing.ts";

let lab: Lab;
let env: Env;
let clock: TestClock;
beforeEach(async () => {
  ({ lab, env, clock } = await createTestLab({ startAt: "2026-03-01T12:00:00.000Z" }));
});

const FREE: Prices = { inputUsd: null, outputUsd: null };
const PRICED: Prices = { inputUsd: 2, outputUsd: 10 };
const settingsOf = (settings: Partial<AutopilotSettings> = {}) => AutopilotSettingsSchema.parse({ suiteId: "quick", ...settings });
const start = (settings: Partial<AutopilotSettings> = {}) => startAutopilot(lab, { settings: settingsOf(settings), suite: buildSuite() });
const advance = (prices = FREE) => advanceAutopilot(lab, prices);
const autopilot = async () => (await getAutopilot(lab))!;
const experiments = async () => (await listExperiments(lab, { limit: 100 })).items;

async function claim(): Promise<{ id: string; owner: string; attempt: number }> {
  const claimed = await claimNextExperiment(lab, { owner: "worker-a", leaseSeconds: 30 });
  return { id: claimed!.id, owner: "worker-a", attempt: 1 };
}

/** A worker takes up what is queued and completes it; the model's tokens are on record. */
async function complete(rateFactor: number, tokens: { prompt: number; completion: number } | null = null): Promise<string> {
  const lease = await claim();
  clock.advance(60);
  if (tokens) {
    const researcher = { kind: "model" as const, model: "m", note: null };
    await saveReasoning(lab, buildReasoning({ experimentId: lease.id, researcher, promptTokens: tokens.prompt, completionTokens: tokens.completion, createdAt: clock.now().toISOString() }));
  }
  expect((await completeExperiment(lab, lease, buildCompletion({ rateFactors: [rateFactor], label: lease.id }))).outcome).toBe("completed");
  return lease.id;
}

async function fail(reason: string): Promise<void> {
  expect(await failExperiment(lab, await claim(), { failure: { stage: "plan", reason, detail: null }, stages: [], applied: null, artifacts: [] })).toBe("failed");
}

describe("starting the autopilot", () => {
  it("enqueues the first experiment, for the researcher to plan", async () => {
    expect(await getAutopilot(lab)).toBeNull();
    expect((await advance()).outcome).toBe("unchanged");
    expect((await start()).outcome).toBe("started");
    const advanced = await advance();
    expect(advanced).toMatchObject({ outcome: "launched", autopilot: { state: "running", launched: 1 } });
    const [only] = await experiments();
    expect(only).toMatchObject({ origin: "autopilot", plan: null, status: "queued", suiteId: "quick", id: (await autopilot()).currentId });
    expect((await readOverview(lab, { aliveWithinSeconds: 30 })).experiments.total).toBe(1);
  });
  it("is refused while it runs or is paused, and for the held-out suite", async () => {
    expect((await startAutopilot(lab, { settings: settingsOf({ suiteId: "held-out" }), suite: buildSuite("held-out") })).outcome).toBe("held-out");
    expect(await getAutopilot(lab)).toBeNull();
    const results = await Promise.all([1, 2, 3, 4].map((count) => start({ maxExperiments: count })));
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(["already-running", "already-running", "already-running", "started"]);
    await pauseAutopilot(lab);
    expect(await start()).toMatchObject({ outcome: "already-running", autopilot: { state: "paused" } });
  });
  it("begins anew after a stop", async () => {
    await start({ maxExperiments: 1 });
    await advance();
    await complete(0.7);
    expect((await advance()).outcome).toBe("stopped");
    expect(await start({ maxExperiments: 5 })).toMatchObject({ outcome: "started", autopilot: { launched: 0, finished: 0, bestPercent: null, stopReason: null, stoppedAt: null } });
    expect((await advance()).outcome).toBe("launched");
  });
});

describe("eight workers that advance at once", () => {
  it("enqueue exactly one first experiment, and exactly one for each that ended", async () => {
    await start();
    for (let round = 1; round <= 3; round += 1) {
      const outcomes = (await Promise.all(Array.from({ length: 8 }, () => advance()))).map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => outcome === "launched")).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === "unchanged")).toHaveLength(7);
      const rows = await experiments();
      expect(rows).toHaveLength(round);
      expect(rows.filter(({ status }) => status === "queued")).toHaveLength(1);
      expect(await autopilot()).toMatchObject({ launched: round, finished: round - 1 });
      await complete(1 - round / 10);
    }
    expect((await readOverview(lab, { aliveWithinSeconds: 30 })).experiments.total).toBe(3);
  });
  it("from labs of their own, as after a restart of everything, go on where the record stands", async () => {
    await start();
    await advance();
    const best = await complete(0.7);
    const others = Array.from({ length: 3 }, () => createLab(env, clock.now));
    const outcomes = await Promise.all(others.map((other) => advanceAutopilot(other, FREE)));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["launched", "unchanged", "unchanged"]);
    for (const other of others) closeLab(other);
    const now = await autopilot();
    expect(now).toMatchObject({ launched: 2, finished: 1, bestId: best });
    expect(now.bestPercent).toBeCloseTo(30, 1);
  });
  it("do nothing while the experiment waits or runs", async () => {
    await start();
    await advance();
    expect((await advance()).outcome).toBe("unchanged");
    await claim();
    expect((await advance()).outcome).toBe("unchanged");
    expect(await experiments()).toHaveLength(1);
  });
});

describe("a run ends by itself", () => {
  /** Runs until it stops, at most eight experiments. */
  async function until(end: () => Promise<unknown>, prices = FREE): Promise<{ reason: string; finished: number }> {
    for (let round = 0; round < 8; round += 1) {
      const advanced = await advance(prices);
      if (advanced.outcome === "stopped") {
        expect(advanced.autopilot).toMatchObject({ state: "stopped", stoppedAt: clock.now().toISOString(), currentId: null });
        expect(await experiments()).toHaveLength(advanced.autopilot.launched);
        return { reason: advanced.reason, finished: advanced.autopilot.finished };
      }
      await end();
    }
    throw new Error("it did not stop");
  }

  it("at the number of experiments", async () => {
    await start({ maxExperiments: 2 });
    expect(await until(() => complete(0.8))).toMatchObject({ finished: 2, reason: "The limit of 2 experiments is reached." });
    expect((await advance()).outcome).toBe("unchanged");
  });
  it("when the time is up, each experiment taking a minute", async () => {
    await start({ maxMinutes: 3 });
    expect(await until(() => complete(0.8))).toMatchObject({ finished: 3, reason: "The time limit of 3 minutes is reached, pauses not counted." });
  });
  it("when the tokens are used up", async () => {
    await start({ maxTokens: 2000 });
    expect(await until(() => complete(0.8, { prompt: 900, completion: 100 }))).toMatchObject({ finished: 2, reason: "The limit of 2,000 tokens is reached: 2,000 were used." });
  });
  it("when the money is spent", async () => {
    await start({ maxCostUsd: 0.5 });
    expect(await until(() => complete(0.8, { prompt: 100_000, completion: 10_000 }), PRICED)).toMatchObject({ finished: 2, reason: "The limit of $0.50 is reached: $0.60 were spent." });
  });
  it("after the first experiment when money is limited and the price is unknown", async () => {
    await start({ maxCostUsd: 0.5 });
    expect(await until(() => complete(0.8, { prompt: 100_000, completion: 10_000 }))).toMatchObject({ finished: 1, reason: expect.stringContaining("price of the model is not configured") });
    expect((await autopilot()).spend).toEqual({ promptTokens: 100_000, completionTokens: 10_000, unreportedCalls: 0, unmeteredReplies: 0, costUsd: null });
  });
  it("at the target", async () => {
    await start({ targetPercent: 29 });
    const factors = [0.9, 0.7];
    expect(await until(() => complete(factors.shift() ?? 1))).toMatchObject({ finished: 2, reason: "The target of 29 % is reached: the best result is 30.0 %." });
  });
  it("when nothing improves any more", async () => {
    await start({ staleAfter: 2 });
    const factors = [0.8, 0.9, 0.7, 0.95, 0.71];
    expect(await until(() => complete(factors.shift() ?? 1))).toMatchObject({ finished: 5, reason: "The last 2 experiments did not improve the best of this run." });
  });
  it("after three failures in a row, with the reason of the last", async () => {
    await start();
    expect(await until(() => fail("no usable proposal after 3 tries: the model was rate limited (429)"))).toMatchObject({
      finished: 3, reason: "3 experiments in a row failed, and more would only cost. The last one: no usable proposal after 3 tries: the model was rate limited (429)",
    });
  });
  it("but not for experiments that a person cancelled, which count and are no failures", async () => {
    await start({ maxExperiments: 4 });
    const end = async () => {
      const { currentId } = await autopilot();
      expect((await cancelExperiment(lab, currentId!)).outcome).toBe("cancelled");
    };
    expect(await until(end)).toMatchObject({ finished: 4, reason: "The limit of 4 experiments is reached." });
    expect(await autopilot()).toMatchObject({ failed: 0, stale: 0 });
  });
});

describe("the built-in planner", () => {
  it("spends nothing, which is known without prices", async () => {
    await start({ maxCostUsd: 1, maxTokens: 1000 });
    await advance();
    const lease = await claim();
    await saveReasoning(lab, buildReasoning({ experimentId: lease.id }));
    await completeExperiment(lab, lease, buildCompletion());
    expect((await advance()).outcome).toBe("launched");
    expect((await autopilot()).spend).toMatchObject({ promptTokens: 0, completionTokens: 0, costUsd: 0 });
  });
});

describe("a pause", () => {
  it("lets the experiment end, counts it, enqueues no next one, and does not count as time", async () => {
    await start({ maxMinutes: 5 });
    await advance();
    expect((await pauseAutopilot(lab)).outcome).toBe("paused");
    expect((await pauseAutopilot(lab)).outcome).toBe("not-running");
    const id = await complete(0.8);
    expect(await advance()).toMatchObject({ outcome: "accounted", autopilot: { state: "paused", finished: 1, currentId: null, bestId: id } });
    expect((await advance()).outcome).toBe("unchanged");
    clock.advance(3600);
    expect(elapsedMs(await autopilot(), clock.now())).toBe(0);

    expect((await resumeAutopilot(lab)).outcome).toBe("resumed");
    expect((await resumeAutopilot(lab)).outcome).toBe("not-paused");
    expect((await advance()).outcome).toBe("launched");
    clock.advance(120);
    expect(elapsedMs(await autopilot(), clock.now())).toBe(120_000);
    expect((await experiments()).length).toBe(2);
  });
  it("is over with a stop, and leaves its minutes out of the total", async () => {
    await start();
    clock.advance(60);
    await pauseAutopilot(lab);
    clock.advance(600);
    expect(await stopAutopilot(lab, { cancelCurrent: false })).toMatchObject({ outcome: "stopped", autopilot: { stopReason: "Stopped by a person.", pausedAt: null } });
    clock.advance(600);
    expect(elapsedMs(await autopilot(), clock.now())).toBe(60_000);
  });
});

describe("a stop", () => {
  it("lets the experiment that runs end, whose spend is still counted", async () => {
    await start();
    await advance();
    expect(await stopAutopilot(lab, { cancelCurrent: false })).toMatchObject({ outcome: "stopped", cancelled: null });
    expect((await advance()).outcome).toBe("unchanged");
    await complete(0.8, { prompt: 900, completion: 100 });
    expect(await advance()).toMatchObject({ outcome: "accounted", autopilot: { state: "stopped", stopReason: "Stopped by a person.", finished: 1, spend: { promptTokens: 900 } } });
    expect(await experiments()).toHaveLength(1);
  });
  it("cancels it when asked to, even when it had stopped before", async () => {
    await start();
    await advance();
    const { currentId } = await autopilot();
    await stopAutopilot(lab, { cancelCurrent: false });
    expect(await stopAutopilot(lab, { cancelCurrent: true })).toMatchObject({ outcome: "not-running", cancelled: "cancelled" });
    expect((await getExperiment(lab, currentId!))?.status).toBe("cancelled");
    expect((await advance()).outcome).toBe("accounted");
  });
  it("of what never ran says so", async () => {
    expect(await stopAutopilot(lab, { cancelCurrent: true })).toEqual({ outcome: "not-running", autopilot: null, cancelled: null });
    expect(await pauseAutopilot(lab)).toEqual({ outcome: "not-running", autopilot: null });
    expect(await resumeAutopilot(lab)).toEqual({ outcome: "not-paused", autopilot: null });
  });
});
