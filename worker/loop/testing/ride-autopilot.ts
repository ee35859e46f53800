import { expect } from "vitest";
import { AutopilotSettingsSchema, type Autopilot } from "#lib/autopilot/schema.ts";
import { pricesOf } from "#lib/autopilot/spend.ts";
import type { Suite } from "#lib/clips/schema.ts";
import { advanceAutopilot } from "#lib/data/advance-autopilot.ts";
import { readBlob } from "#lib/data/blobs.ts";
import { getAutopilot } from "#lib/data/get-autopilot.ts";
import { getExperiment } from "#lib/data/get-experiment.ts";
import { listExperiments } from "#lib/data/list-experiments.ts";
import { listReasoning } from "#lib/data/list-reasoning.ts";
import { startAutopilot } from "#lib/data/start-autopilot.ts";
import type { TestLab } from "#lib/data/testing.ts";
import { readEnv } from "#lib/env.ts";
import type { Experiment, Reasoning } from "#lib/experiment/schema.ts";
import { createResearcher } from "#worker/research/researcher.ts";
import { cheapPool } from "./cheap-media.ts";
import { sceneClip, tinySuite, type TestWorker } from "./test-worker.ts";

/* Runs of the autopilot against a scripted model, from its start until it stops by itself, with no waiting and cheap pictures. */

/** What a ride needs of its test file, which also puts `cheapDecoder` in place of the decoder's process. */
export interface Stable {
  test: TestLab;
  worker: TestWorker;
}

export interface Ride {
  /** Base URL of the model's server. */
  url: string;
  variables?: Record<string, string>;
  settings?: object;
  suite?: Suite;
}

export interface Ridden {
  autopilot: Autopilot;
  /** Oldest first. */
  experiments: Experiment[];
  /** Of every experiment, in order. */
  calls: Reasoning[][];
  /** What would have been waited, ms. */
  waits: number[];
}

let rides = 0;

/** Lets the autopilot run on a suite of its own until it stops by itself, with every step taken by two at once. */
export async function rideAutopilot({ test, worker }: Stable, { url, variables = {}, settings = {}, suite = tinySuite([sceneClip({ seed: (rides += 1) })], `ride-${rides}`) }: Ride): Promise<Ridden> {
  const { lab } = test;
  const env = readEnv({ ...test.variables, LLM_MODEL: "hostile", LLM_BASE_URL: url, LLM_RETRIES: "1", LLM_PRICE_INPUT_USD: "1", LLM_PRICE_OUTPUT_USD: "1", ...variables });
  const waits: number[] = [];
  const researcher = createResearcher(env, { clock: lab.now, log: () => {}, sleep: (ms) => Promise.resolve(void waits.push(ms)) });
  const started = await startAutopilot(lab, { settings: AutopilotSettingsSchema.parse({ suiteId: suite.id, maxExperiments: 6, ...settings }), suite });
  expect(started.outcome).toBe("started");
  for (;;) {
    const steps = await Promise.all([advanceAutopilot(lab, pricesOf(env)), advanceAutopilot(lab, pricesOf(env))]);
    if (!steps.some(({ outcome }) => outcome === "launched")) break;
    expect(steps.filter(({ outcome }) => outcome === "launched")).toHaveLength(1);
    await worker.runNext({ researcher, pool: cheapPool() });
  }
  const { items } = await listExperiments(lab, { limit: 20, suiteId: suite.id });
  const experiments = await Promise.all(items.toReversed().map(async ({ id }) => (await getExperiment(lab, id))!));
  const calls = await Promise.all(experiments.map(({ id }) => listReasoning(lab, id)));
  return { autopilot: (await getAutopilot(lab))!, experiments, calls, waits };
}

/**
 * What holds for every ride: nothing lost, nothing doubled, everything bounded.
 * @param requests how many the model's server saw
 */
export async function expectSound({ lab }: TestLab, { autopilot, experiments, calls }: Ridden, requests: number): Promise<void> {
  expect(autopilot).toMatchObject({ state: "stopped", launched: experiments.length, finished: experiments.length, currentId: null });
  const all = calls.flat();
  const asked = all.filter(({ researcher }) => researcher.kind === "model");
  expect(asked).toHaveLength(requests);
  const sum = (pick: (call: Reasoning) => number | null) => asked.reduce((total, call) => total + (pick(call) ?? 0), 0);
  expect(autopilot.spend).toMatchObject({ promptTokens: sum((call) => call.promptTokens), completionTokens: sum((call) => call.completionTokens) });
  expect(autopilot.spend.costUsd).toBeCloseTo((autopilot.spend.promptTokens + autopilot.spend.completionTokens) / 1_000_000, 9);
  expect(new Set(all.map(({ transcriptKey, kind, sequence, experimentId }) => transcriptKey ?? `${experimentId} ${kind} ${sequence}`)).size).toBe(all.length);
  for (const call of asked) {
    expect(call.latencyMs).toBeGreaterThanOrEqual(0);
    expect(call.error?.length ?? 0).toBeLessThanOrEqual(2001);
    expect(call.outcome === "ok" ? call.reply : null).toEqual(call.reply);
    expect((await readBlob(lab, call.transcriptKey!))!.length).toBeLessThan(900_000);
  }
  for (const { status, failure } of experiments) {
    if (status !== "failed") continue;
    expect(failure!.reason.length).toBeLessThanOrEqual(1000);
    expect(failure!.detail?.length ?? 0).toBeLessThanOrEqual(4000);
  }
}
