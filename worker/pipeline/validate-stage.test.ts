import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { buildExperiment, buildPlan, buildSuite } from "#e2e/builders.ts";
import type { Lab } from "#lib/data/lab.ts";
import { trendOf } from "#lib/data/record.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import type { MediaPool } from "#worker/process/media-pool.ts";
import { CancelledError } from "./abort-reasons.ts";
import { heldOutCheckOf } from "./held-out-check.ts";
import type { PlannedExperiment } from "./plan-stage.ts";
import { trackProgress } from "./progress.ts";
import type { RunContext } from "./run-context.ts";
import { validateBest } from "./validate-stage.ts";

/* Who is put to the held-out suite, and how that ends when it does not get through. A whole validation is in worker/loop/cascade.integration.test.ts. */

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "validate-"));
});
afterAll(() => rm(folder, { recursive: true }));

const planned = (change: Partial<Experiment> & { rateFactors?: readonly number[] } = {}): PlannedExperiment => {
  const experiment = buildExperiment({ id: "exp-now", rateFactors: [0.7], ...change });
  if (!experiment.plan) throw new Error("no plan");
  return { ...experiment, plan: experiment.plan };
};
const earlier = (rateFactor: number) => trendOf(buildExperiment({ id: "exp-before", rateFactors: [rateFactor] }));

/** A lab whose best of any suite so far is this, and media processes that do nothing until they are stopped. */
function contextOf({ best = null, on = true, timeLeftMs = 60_000, controller = new AbortController() }: { best?: ReturnType<typeof earlier>; on?: boolean; timeLeftMs?: number; controller?: AbortController } = {}) {
  const asked: string[] = [];
  const pool: MediaPool = {
    slots: 2, close: () => Promise.resolve(),
    run: async (name, _what, _input, options) => {
      asked.push(name);
      await sleep(60_000, undefined, { signal: options?.signal });
      throw new Error("nobody stopped it");
    },
  };
  const db = { query: () => Promise.resolve({ items: best ? [{ trend: best }] : [], lastKey: undefined, readUnits: 1 }) };
  const lab = { db, tables: { experiments: "experiments" }, now: () => new Date("2026-11-23T12:00:00.000Z") } as unknown as Lab;
  const context: RunContext = {
    lab, lease: { id: "exp-now", owner: "w", attempt: 1 }, pool, researcher: { propose: () => Promise.reject(new Error("unasked")), analyse: () => Promise.reject(new Error("unasked")) },
    vmaf: { reason: "not in this test" }, workDir: folder, clipCacheDir: join(folder, "clips"), streamCacheDir: null, decodeLimits: { timeoutMs: 1, memoryBytes: 1 },
    heldOut: heldOutCheckOf({ LAB_VALIDATE: on ? "on" : "off" }), timeLeftMs: () => timeLeftMs, progress: trackProgress(() => 0, () => {}), signal: controller.signal, log: () => {},
  };
  return { context, asked, controller };
}

describe("the held-out suite is asked", () => {
  const isAsked = async (experiment: PlannedExperiment, best: ReturnType<typeof earlier> = null) => {
    const { context } = contextOf({ best, on: false });
    return (await validateBest(context, experiment, () => {})) !== null;
  };

  it("for what is better and beats every earlier result of its suite", async () => {
    expect(await isAsked(planned())).toBe(true);
    expect(await isAsked(planned(), earlier(0.75))).toBe(true);
    expect(await isAsked(planned(), earlier(0.7))).toBe(false);
    expect(await isAsked(planned(), earlier(0.6))).toBe(false);
  });

  it("for no other verdict, not for film grain, and not for a plan without a figure", async () => {
    expect(await isAsked(planned({ rateFactors: [1.2] }))).toBe(false);
    expect(await isAsked(planned({ verdict: "inconclusive" }))).toBe(false);
    expect(await isAsked(planned({ headline: null }))).toBe(false);
    expect(await isAsked(planned({ plan: buildPlan({ base: { codec: "svt-av1", filmGrain: 8 } }) }))).toBe(false);
  });

  it("for the lab's own suites, and neither for itself nor for an upload", async () => {
    for (const id of ["quick", "film", "full"]) expect(await isAsked(planned({ suite: buildSuite(id) })), id).toBe(true);
    expect(await isAsked(planned({ suite: buildSuite("held-out") }))).toBe(false);
    expect(await isAsked(planned({ suite: { ...buildSuite(), id: "upload-3b241101" } }))).toBe(false);
  });
});

describe("a validation", () => {
  it("that the operator does without is said, and encodes nothing", async () => {
    const { context, asked } = contextOf({ on: false });
    expect(await validateBest(context, planned(), () => {})).toEqual({ validation: null, measured: [], champion: { confirmed: false, previousId: null, reason: "A new best of Quick, not confirmed: this lab does not validate (LAB_VALIDATE=off)." } });
    expect(asked).toEqual([]);
  });

  it("for which too little time is left is given up with that reason, and the experiment goes on", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const { context, asked } = contextOf({ timeLeftMs: 20 });
    const running = validateBest(context, planned(), () => {});
    // The time is over once both slots are busy, however slow the machine is.
    while (asked.length < 2) await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(20);
    const validated = await running;
    expect(validated).toMatchObject({ measured: [], validation: { outcome: "failed", suiteId: "held-out", reason: expect.stringContaining("LAB_EXPERIMENT_MINUTES") as string }, champion: { confirmed: false } });
    expect(asked).toEqual(["generate", "generate"]);
    expect(context.signal.aborted).toBe(false);
    expect(context.progress.current().stages).toMatchObject([{ stage: "validate", finishedAt: expect.any(String) as string }]);
  });

  it("ends with the run when that is cancelled", async () => {
    const { context, controller } = contextOf();
    const running = validateBest(context, planned(), () => {});
    controller.abort(new CancelledError());
    await expect(running).rejects.toBeInstanceOf(CancelledError);
  });
});
