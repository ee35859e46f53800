import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { startLlmServer } from "#e2e/llm-server.ts";
import { type Autopilot, AutopilotSettingsSchema } from "#lib/autopilot/schema.ts";
import { getAutopilot } from "#lib/data/get-autopilot.ts";
import type { Lab } from "#lib/data/lab.ts";
import { listExperiments } from "#lib/data/list-experiments.ts";
import { startAutopilot } from "#lib/data/start-autopilot.ts";
import { createTestLab } from "#lib/data/testing.ts";
import type { Env } from "#lib/env.ts";
import { startWorker } from "./start-worker.ts";
import { sceneClip, tinySuite } from "./testing/test-worker.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Hires real workers of a lab; each is dismissed by what this returns, at the latest after the test. */
async function agency(env: Env): Promise<{ hire: (id: string) => () => Promise<void>; said: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), "lab-autopilot-"));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const said: string[] = [];
  const hire = (id: string) => {
    const shutdown = new AbortController();
    const ended = startWorker({ env: { ...env, LAB_DATA_DIR: join(folder, "data"), LAB_ENCODE_SLOTS: 1 }, id, log: (_level, message) => void said.push(message), shutdown: shutdown.signal, idleMs: 50 });
    const dismiss = () => {
      shutdown.abort();
      return ended;
    };
    cleanups.push(dismiss);
    return dismiss;
  };
  return { hire, said };
}

const suite = tinySuite([sceneClip({ width: 64, height: 64, frames: 10 })], "tiny-autopilot");
const start = (lab: Lab, maxExperiments: number) => startAutopilot(lab, { settings: AutopilotSettingsSchema.parse({ suiteId: suite.id, maxExperiments }), suite });
const reaches = (lab: Lab, done: (autopilot: Autopilot) => boolean) => expect.poll(async () => done((await getAutopilot(lab))!), { timeout: 100_000, interval: 200 }).toBe(true);

describe("the autopilot with real workers", () => {
  it("goes on over a change of all workers, one experiment after the other, and stops at its limit", async () => {
    const { lab, env } = await createTestLab();
    const { hire, said } = await agency(env);
    expect((await start(lab, 3)).outcome).toBe("started");
    const first = [hire("w-1"), hire("w-2")];
    await reaches(lab, ({ launched }) => launched >= 2);
    await Promise.all(first.map((dismiss) => dismiss()));
    hire("w-3");
    hire("w-4");
    await reaches(lab, ({ state }) => state === "stopped");

    expect(await getAutopilot(lab)).toMatchObject({
      launched: 3, finished: 3, failed: 0, currentId: null, stopReason: "The limit of 3 experiments is reached.",
      spend: { promptTokens: 0, completionTokens: 0, unreportedCalls: 0, costUsd: 0 },
    });
    const items = (await listExperiments(lab, { limit: 10 })).items.toReversed();
    expect(items.map(({ origin, status }) => [origin, status])).toEqual([["autopilot", "completed"], ["autopilot", "completed"], ["autopilot", "completed"]]);
    for (const [at, { createdAt }] of items.entries()) expect(at === 0 || items[at - 1]!.finishedAt! <= createdAt).toBe(true);
    for (const number of [1, 2, 3]) expect(said.filter((line) => line.startsWith("autopilot: enqueued") && line.includes(`, number ${number} `))).toHaveLength(1);
    expect(said.filter((line) => line.includes("autopilot: stopped"))).toHaveLength(1);
  }, 220_000);

  it("goes on after a model's bad answers, each recorded in words, and a good one in between makes it patient again", async () => {
    const busy = { kind: "status", status: 429, retryAfter: "1", message: "Rate limit reached" } as const;
    const llm = await startLlmServer({ script: [{ kind: "prose", bytes: 100_000 }, busy, { kind: "ok" }, { kind: "ok" }, { kind: "out-of-bounds" }] });
    cleanups.push(() => llm.close());
    const { lab, env } = await createTestLab({ variables: { LLM_MODEL: "moody", LLM_BASE_URL: llm.url, LLM_RETRIES: "0", LLM_PRICE_INPUT_USD: "1", LLM_PRICE_OUTPUT_USD: "1" } });
    const { hire } = await agency(env);
    await start(lab, 4);
    hire("w-1");
    await reaches(lab, ({ state }) => state === "stopped");
    const { spend, ...autopilot } = (await getAutopilot(lab))!;
    expect(autopilot).toMatchObject({ stopReason: "The limit of 4 experiments is reached.", finished: 4, failed: 3, failedInARow: 1 });
    // Every call but the one that was turned away.
    expect(spend).toMatchObject({ promptTokens: 1200 * 4, completionTokens: 340 * 4, unreportedCalls: 0, costUsd: expect.closeTo(0.00616, 9) as number });
    const items = (await listExperiments(lab, { limit: 10 })).items.toReversed();
    expect(items.map(({ status, failure }) => [status, failure?.stage ?? null, failure?.reason ?? null])).toEqual([
      ["failed", "plan", "no usable proposal after 1 try: the model sent broken JSON"],
      ["failed", "plan", "no usable proposal after 1 try: the model was refused by its server's rate limit (429)"],
      ["completed", null, null],
      ["failed", "plan", "no usable proposal after 1 try: the model sent a reply out of bounds"],
    ]);
  }, 120_000);
});
