import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ensureStorage } from "#lib/data/ensure-storage.ts";
import { createLab } from "#lib/data/lab.ts";
import { readEnv } from "#lib/env.ts";
import { startChild } from "#worker/services/child.ts";
import { startDynamoDbLocal } from "#worker/services/dynamodb-local.ts";
import { startS3Server } from "#worker/services/s3-server.ts";
import { LABS_FILE, type Labs, type LabUnderTest } from "./labs.ts";
import { asksForAnalysis, samplePlan, sampleProposal, startLlmServer, type ScriptedAnswer } from "./llm-server.ts";
import { seedHistory } from "./seed.ts";
import { startApp } from "./start-app.ts";

/*
 * Playwright's global set-up: the real thing, on free ports, stopped by its handles. All labs share one DynamoDB Local and
 * one S3 server: `fresh` is what a newcomer sees (empty, the built-in planner, one worker), `seeded` has a history and a
 * worker that waits, `outage` has a worker whose model is not there, `unattended` has no worker, `empty` neither
 * worker nor past, `piloted` has a worker whose model is a loopback server that proposes fast plans.
 */

const WORKER = ["--import", "tsx", join("worker", "commands", "worker.ts")];

/** Presets of the plans that the piloted lab's model proposes, the fastest first. */
const FAST_PRESETS = [10, 9, 8, 7];

function fastProposals(): ScriptedAnswer[] {
  const presets = [...FAST_PRESETS];
  const answer: ScriptedAnswer = (request) => (asksForAnalysis(request) ? { kind: "ok" } : { kind: "proposal", proposal: sampleProposal(samplePlan(presets.shift())) });
  return Array.from({ length: 2 * FAST_PRESETS.length }, () => answer);
}

export default async function startLabs(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "lab-e2e-"));
  const [dynamodb, s3, llm] = await Promise.all([
    startDynamoDbLocal({ folder: null, accessKeyId: "e2e" }), startS3Server({ folder: join(folder, "s3") }), startLlmServer({ script: fastProposals() }),
  ]);
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(stops.map((end) => end()));
    await Promise.all([dynamodb.stop(), s3.stop(), llm.close()]);
    await rm(folder, { recursive: true, force: true });
  };

  const start = async (name: string, { extra = {}, worker, seeded }: { extra?: Record<string, string>; worker: boolean; seeded: boolean }): Promise<LabUnderTest> => {
    const variables = {
      DYNAMODB_ENDPOINT: dynamodb.endpoint, S3_ENDPOINT: s3.endpoint, DYNAMODB_TABLE_PREFIX: `${name}-`, S3_BUCKET: `e2e-${name}`,
      LAB_DATA_DIR: join(folder, name), LAB_UPLOAD_MAX_MB: "4", LAB_LEASE_SECONDS: "10",
      // Five held-out clips for every new best would take minutes; worker/loop/cascade.integration.test.ts validates on a tiny suite.
      LAB_VALIDATE: "off", ...extra,
    };
    const lab = createLab(readEnv(variables));
    await ensureStorage(lab);
    if (seeded) await seedHistory(lab);
    const { app, address } = await startApp(name, variables);
    stops.push(() => app.stop());
    if (worker) {
      const child = startChild({ name: `${name} worker`, args: WORKER, env: variables });
      stops.push(() => child.stop());
    }
    return { address, variables };
  };

  try {
    const [fresh, seeded, outage, unattended, empty, piloted] = await Promise.all([
      start("fresh", { worker: true, seeded: false }),
      start("seeded", { worker: true, seeded: true, extra: { LLM_MODEL: "loopback-model", LLM_BASE_URL: llm.url, LLM_RETRIES: "1", LLM_TIMEOUT_SECONDS: "20" } }),
      // Port 9 is "discard": nothing listens there.
      start("outage", { worker: true, seeded: false, extra: { LLM_MODEL: "absent-model", LLM_BASE_URL: "http://127.0.0.1:9/v1", LLM_RETRIES: "0", LLM_TIMEOUT_SECONDS: "5" } }),
      start("unattended", { worker: false, seeded: false }),
      start("empty", { worker: false, seeded: false }),
      start("piloted", {
        worker: true, seeded: false,
        extra: { LLM_MODEL: "priced-model", LLM_BASE_URL: llm.url, LLM_RETRIES: "1", LLM_TIMEOUT_SECONDS: "20", LLM_PRICE_INPUT_USD: "2", LLM_PRICE_OUTPUT_USD: "10" },
      }),
    ]);
    await mkdir(dirname(LABS_FILE), { recursive: true });
    await writeFile(LABS_FILE, JSON.stringify({ fresh, seeded, outage, unattended, empty, piloted } satisfies Labs));
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}
