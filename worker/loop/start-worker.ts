import { hostname } from "node:os";
import { availableParallelism } from "node:os";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pricesOf } from "#lib/autopilot/spend.ts";
import { advanceAutopilot } from "#lib/data/advance-autopilot.ts";
import { claimNextExperiment } from "#lib/data/claim-next-experiment.ts";
import { claimUploadCheck } from "#lib/data/claim-upload-check.ts";
import { createLab, type Lab } from "#lib/data/lab.ts";
import { reportWorker } from "#lib/data/report-worker.ts";
import { retireWorker } from "#lib/data/retire-worker.ts";
import type { Env } from "#lib/env.ts";
import { WORKER_REPORT_SECONDS } from "#lib/experiment/worker-alive.ts";
import { heldOutCheckOf } from "#worker/pipeline/held-out-check.ts";
import { findVmafProgram } from "#worker/measure/vmaf.ts";
import { createMediaPool } from "#worker/process/media-pool.ts";
import { createResearcher } from "#worker/research/researcher.ts";
import { checkUpload } from "./check-upload.ts";
import type { Log } from "./create-log.ts";
import { driveAutopilot } from "./drive-autopilot.ts";
import { pruneFolder } from "./prune-folder.ts";
import { runClaimed } from "./run-claimed.ts";
import { runLoop } from "./run-worker.ts";
import { removeStaleWorkFolders, workFolderOf } from "./work-folders.ts";

export interface WorkerOptions {
  env: Env;
  id: string;
  log: Log;
  shutdown: AbortSignal;
  /** Pause between looks into an empty queue, ms. */
  idleMs?: number;
}

const CLIP_CACHE_BYTES = 4 * 1024 ** 3;
/** Some thousands of streams of the suites. */
const STREAM_CACHE_BYTES = 2 * 1024 ** 3;
/** One job may not take longer than this; an experiment has its own limit. */
const JOB_TIMEOUT_MS = 15 * 60_000;
const DECODE_TIMEOUT_MS = 5 * 60_000;
const UPLOAD_LEASE_SECONDS = 90;

/** Reports now and then that the worker lives, and with which experiment. A report that fails is said and forgotten. */
function reportRegularly(lab: Lab, id: string, current: () => string | null, log: Log): () => Promise<void> {
  const startedAt = lab.now().toISOString();
  const report = async () => {
    try {
      await reportWorker(lab, { id, host: hostname(), pid: process.pid, startedAt, seenAt: lab.now().toISOString(), experimentId: current() });
    } catch (error) {
      log("debug", `worker report failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  void report();
  const timer = setInterval(() => void report(), WORKER_REPORT_SECONDS * 1000);
  return async () => {
    clearInterval(timer);
    await retireWorker(lab, id).catch((error: unknown) => log("debug", `could not retire: ${String(error)}`));
  };
}

/** Runs one worker until `shutdown` aborts: a loop for experiments, and one for uploads that need no waiting in line. */
export async function startWorker({ env, id, log, shutdown, idleMs = 1000 }: WorkerOptions): Promise<void> {
  const lab = createLab(env);
  const dataDir = resolve(env.LAB_DATA_DIR);
  const workRoot = join(dataDir, "work");
  const clipCacheDir = join(dataDir, "cache", "clips");
  await mkdir(workRoot, { recursive: true });
  await removeStaleWorkFolders(workRoot);
  const streamCacheDir = join(dataDir, "cache", "streams");
  await pruneFolder(clipCacheDir, CLIP_CACHE_BYTES);
  await pruneFolder(streamCacheDir, STREAM_CACHE_BYTES);

  const slots = env.LAB_ENCODE_SLOTS || availableParallelism();
  const memoryBytes = env.LAB_MEDIA_MEMORY_MB * 1024 * 1024;
  const pool = createMediaPool(slots, { timeoutMs: JOB_TIMEOUT_MS, memoryBytes });
  const uploadPool = createMediaPool(1, { timeoutMs: JOB_TIMEOUT_MS, memoryBytes });
  const vmaf = await findVmafProgram({ configured: env.LAB_FFMPEG, path: env.PATH });
  const researcher = createResearcher(env, { clock: lab.now, log });
  const secrets = [env.LLM_API_KEY, env.AWS_SECRET_ACCESS_KEY, env.AWS_SESSION_TOKEN].filter((secret) => secret !== undefined);
  let currentExperiment: string | null = null;
  const stopReporting = reportRegularly(lab, id, () => currentExperiment, log);
  log("info", `worker ${id}: ${slots} encodes side by side; researcher: ${env.LLM_MODEL ?? "built-in planner"}; VMAF: ${"program" in vmaf ? vmaf.program : vmaf.reason}`);

  const autopilot = driveAutopilot({ advance: () => advanceAutopilot(lab, pricesOf(env)), log, now: () => performance.now() });
  const claim = () => claimNextExperiment(lab, { owner: id, leaseSeconds: env.LAB_LEASE_SECONDS });
  const experiments = runLoop(
    {
      claim: async () => (await claim()) ?? ((await autopilot.idle()) ? claim() : null),
      async run(experiment) {
        currentExperiment = experiment.id;
        log("info", `experiment ${experiment.id}: claimed, attempt ${experiment.attempt}, suite ${experiment.suite.id}`);
        try {
          const outcome = await runClaimed(experiment, {
            lab, pool, researcher, vmaf, clipCacheDir, streamCacheDir, log, shutdown,
            decodeLimits: { timeoutMs: DECODE_TIMEOUT_MS, memoryBytes },
            heldOut: heldOutCheckOf(env),
            leaseSeconds: env.LAB_LEASE_SECONDS,
            secrets,
            limitMinutes: env.LAB_EXPERIMENT_MINUTES,
            workDirOf: (lease) => workFolderOf(workRoot, lease),
          });
          log("info", `experiment ${experiment.id}: ${outcome}`);
          if (!shutdown.aborted) await autopilot.settled();
        } finally {
          currentExperiment = null;
        }
      },
    },
    { name: "experiments", idleMs, signal: shutdown, log },
  );
  const uploads = runLoop(
    {
      claim: () => claimUploadCheck(lab, { owner: id, leaseSeconds: UPLOAD_LEASE_SECONDS }),
      run: (upload) =>
        checkUpload(upload, {
          lab, owner: id, pool: uploadPool, path: join(workRoot, `${process.pid}-upload-${upload.id}`),
          maxSeconds: env.LAB_UPLOAD_MAX_SECONDS, maxBytes: env.LAB_UPLOAD_MAX_MB * 1024 * 1024, signal: shutdown, log,
        }),
    },
    { name: "uploads", idleMs, signal: shutdown, log },
  );
  await Promise.all([experiments, uploads]);
  await stopReporting();
  await Promise.all([pool.close(), uploadPool.close()]);
  log("info", `worker ${id}: ended`);
}
