import { join } from "node:path";
import type { Suite } from "#lib/clips/schema.ts";
import { claimNextExperiment } from "#lib/data/claim-next-experiment.ts";
import { enqueueExperiment } from "#lib/data/enqueue-experiment.ts";
import { getExperiment } from "#lib/data/get-experiment.ts";
import type { Lab } from "#lib/data/lab.ts";
import type { Env } from "#lib/env.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { runClaimed } from "#worker/loop/run-claimed.ts";
import { workFolderOf } from "#worker/loop/work-folders.ts";
import { heldOutCheckOf } from "#worker/pipeline/held-out-check.ts";
import type { MediaPool } from "#worker/process/media-pool.ts";
import { createResearcher } from "#worker/research/researcher.ts";
import { timed } from "./statistics.ts";

export const LIMITS = { timeoutMs: 30 * 60_000, memoryBytes: 4 * 1024 ** 3 };

export interface PlanRun {
  ms: number;
  experiment: Experiment;
}

/** Runs one plan on a suite through the whole worker: queue, lease, stages, stores. @throws {Error} when it does not complete */
export async function runPlan(lab: Lab, env: Env, pool: MediaPool, folder: string, suite: Suite, plan: Plan, streamCacheDir: string | null): Promise<PlanRun> {
  await enqueueExperiment(lab, { suite, origin: "by-hand", parentId: null, plan, hypothesis: null, why: null, expected: null, researcher: { kind: "person", model: null, note: null }, screening: false, idempotencyKey: null });
  const claimed = await claimNextExperiment(lab, { owner: "bench", leaseSeconds: 60 });
  if (!claimed) throw new Error("the bench's experiment could not be claimed");
  const { ms, value: outcome } = await timed(() =>
    runClaimed(claimed, {
      lab, pool, clipCacheDir: join(folder, "clips"), streamCacheDir, decodeLimits: LIMITS, leaseSeconds: 60, limitMinutes: 60, shutdown: new AbortController().signal,
      log: () => {}, heldOut: heldOutCheckOf({ LAB_VALIDATE: "off" }), vmaf: { reason: "not part of the bench" }, researcher: createResearcher(env, { clock: lab.now, log: () => {} }),
      workDirOf: (lease) => workFolderOf(join(folder, "work"), lease),
    }),
  );
  const experiment = await getExperiment(lab, claimed.id);
  if (outcome !== "completed" || !experiment) throw new Error(`the bench's experiment ended ${outcome}: ${experiment?.failure?.reason ?? ""}`);
  return { ms, experiment };
}
