import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { findSuite } from "#lib/clips/suites.ts";
import type { Lab } from "#lib/data/lab.ts";
import type { Env } from "#lib/env.ts";
import { PlanSchema, type Plan } from "#lib/plan/schema.ts";
import { createMediaPool } from "#worker/process/media-pool.ts";
import { clipCacheKey } from "#worker/sources/cache-key.ts";
import { LIMITS, runPlan } from "./run-plan.ts";
import { timed } from "./statistics.ts";

export interface PipelineFigures {
  slots: number;
  firstMs: number;
  secondMs: number;
  bareMs: number;
  bareSideBySideMs: number;
  encodes: number;
  verdicts: string[];
}

/** Two experiments of the same codec family that differ in one setting, so that their encodes cost about the same. */
const plan = (temporalFilter: boolean): Plan =>
  PlanSchema.parse({ base: { codec: "svt-av1", preset: 5, temporalFilter }, rungs: [14, 24, 36, 50, 63].map((crf) => ({ crf })) });

/**
 * Runs two experiments on the quick suite through the whole worker, the first with cold caches, and then the second
 * one's encodes alone: the same encoder, options and clips, without decoding, measuring, storing or waiting.
 */
export async function benchPipeline(lab: Lab, env: Env, folder: string, slots: number): Promise<PipelineFigures> {
  const suite = findSuite("quick")!;
  const pool = createMediaPool(slots, LIMITS);
  const clipCacheDir = join(folder, "clips");
  const run = (wanted: Plan) => runPlan(lab, env, pool, folder, suite, wanted, null);
  try {
    const first = await run(plan(true));
    const second = await run(plan(false));

    const bareDir = join(folder, "bare");
    await mkdir(bareDir, { recursive: true });
    const wanted = plan(false);
    const jobs = suite.clips.flatMap((clip) => wanted.rungs.map(({ crf }) => ({ clip, crf })));
    const encode = ({ clip, crf }: (typeof jobs)[number]) =>
      pool.run("encode", `bare ${clip.id} ${crf}`, { sourcePath: join(clipCacheDir, `${clipCacheKey(clip)}.y4m`), outPath: join(bareDir, `${clip.id}-${crf}.avcl`), plan: wanted, crf });
    const bare = await timed(async () => {
      for (const job of jobs) await encode(job);
    });
    const sideBySide = await timed(() => Promise.all(jobs.map(encode)));
    await rm(bareDir, { recursive: true, force: true });
    return {
      slots, firstMs: first.ms, secondMs: second.ms, bareMs: bare.ms, bareSideBySideMs: sideBySide.ms, encodes: jobs.length,
      verdicts: [first, second].map(({ experiment }) => `${experiment.verdict}: ${experiment.verdictReason}`),
    };
  } finally {
    await pool.close();
  }
}
