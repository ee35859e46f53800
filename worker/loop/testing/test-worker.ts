import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SceneClip, Suite } from "#lib/clips/schema.ts";
import { claimNextExperiment } from "#lib/data/claim-next-experiment.ts";
import { enqueueExperiment } from "#lib/data/enqueue-experiment.ts";
import { getExperiment } from "#lib/data/get-experiment.ts";
import type { Lab } from "#lib/data/lab.ts";
import { createTestLab, type TestLab } from "#lib/data/testing.ts";
import type { Env } from "#lib/env.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import { PlanSchema, type PlanInput } from "#lib/plan/schema.ts";
import { createMediaPool, type MediaPool } from "#worker/process/media-pool.ts";
import { createResearcher } from "#worker/research/researcher.ts";
import { runClaimed, type RunClaimedOptions, type RunOutcome } from "../run-claimed.ts";
import { workFolderOf } from "../work-folders.ts";

/* A worker for tests: the real stages, media processes and stores, with one experiment at a time under the test's hand. */

const MIB = 1024 * 1024;
const LEASE_SECONDS = 6;
/** A bitstream, or the part of it that is written so far. */
const WORKED_ON = /\.avcl(\.\d+\.part)?$/;

export function sceneClip(change: Partial<SceneClip> = {}): SceneClip {
  return {
    kind: "scene", id: "gravel", title: "Gravel", scene: "pan-zoom", seed: 7, motion: 0.5, detail: 0.5, noise: 1,
    width: 128, height: 96, fps: { num: 24, den: 1 }, frames: 16, ...change,
  };
}

export function tinySuite(clips = [sceneClip()], id = "tiny"): Suite {
  return { id, title: "Tiny", description: "Generated for a test.", clips };
}

/** Fast settings of x265 over the baseline's own rungs. */
export function fastPlan(base: Partial<Extract<PlanInput["base"], { codec: "x265" }>> = {}): PlanInput {
  return { base: { codec: "x265", preset: "ultrafast", ...base }, rungs: [{ crf: 17 }, { crf: 22 }, { crf: 27 }, { crf: 32 }, { crf: 37 }] };
}

/** @param screening off unless a test is about it: its plans are fast, not good */
export async function launch(lab: Lab, suite: Suite, plan: PlanInput | null, { screening = false } = {}): Promise<Experiment> {
  const result = await enqueueExperiment(lab, {
    suite, origin: plan ? "by-hand" : "researcher", parentId: null, plan: plan && PlanSchema.parse(plan), hypothesis: null, why: null, expected: null, screening,
    researcher: plan ? { kind: "person", model: null, note: null } : null, idempotencyKey: null,
  });
  if (result.outcome === "duplicate-plan") throw new Error(`twin of ${result.twinId}`);
  return result.experiment;
}

export interface TestWorker {
  dataDir: string;
  said: string[];
  /** What the media processes were asked to do, in order: "encoding gravel at CRF 22". */
  asked: string[];
  shutdown: AbortController;
  /** Whether an encoder has begun to write in the folder of a run. */
  encoding(): Promise<boolean>;
  /** Claims the next experiment and runs it to its end. */
  runNext(change?: Partial<RunClaimedOptions>): Promise<{ outcome: RunOutcome; experiment: Experiment }>;
  close(): Promise<void>;
}

export async function createTestWorker(lab: Lab, env: Env, { leaseSeconds = LEASE_SECONDS } = {}): Promise<TestWorker> {
  const dataDir = await mkdtemp(join(tmpdir(), "lab-test-worker-"));
  const limits = { timeoutMs: 60_000, memoryBytes: 2048 * MIB };
  const media = createMediaPool(2, limits);
  const asked: string[] = [];
  const pool: MediaPool = {
    ...media,
    run(name, what, input, options) {
      asked.push(what);
      return media.run(name, what, input, options);
    },
  };
  const owner = `test-${randomUUID().slice(0, 8)}`;
  const said: string[] = [];
  const log = (_level: string, message: string) => void said.push(message);
  const shutdown = new AbortController();
  return {
    dataDir, said, asked, shutdown,
    async encoding() {
      const names = await readdir(join(dataDir, "work"), { recursive: true }).catch(() => []);
      return names.some((name) => WORKED_ON.test(name));
    },
    async runNext(change = {}) {
      const claimed = await claimNextExperiment(lab, { owner, leaseSeconds });
      if (!claimed) throw new Error("the queue is empty");
      const outcome = await runClaimed(claimed, {
        lab, pool, log, decodeLimits: limits, leaseSeconds, limitMinutes: 5, shutdown: shutdown.signal,
        researcher: createResearcher(env, { clock: lab.now, log }),
        vmaf: { reason: "no ffmpeg in this test" },
        heldOut: { suite: tinySuite([sceneClip({ seed: 8 })], "tiny-held-out"), of: new Set(), on: true },
        clipCacheDir: join(dataDir, "clips"),
        streamCacheDir: join(dataDir, "streams"),
        workDirOf: (lease) => workFolderOf(join(dataDir, "work"), lease),
        ...change,
      });
      const experiment = await getExperiment(lab, claimed.id);
      if (!experiment) throw new Error(`experiment ${claimed.id} is gone`);
      return { outcome, experiment };
    },
    async close() {
      await media.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A lab of its own with a worker on it. Whoever opens it closes the worker. */
export async function createTestLabWithWorker(): Promise<{ test: TestLab; worker: TestWorker }> {
  const test = await createTestLab();
  return { test, worker: await createTestWorker(test.lab, test.env) };
}
