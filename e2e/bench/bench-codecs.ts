import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { findSuite } from "#lib/clips/suites.ts";
import { ensureStorage } from "#lib/data/ensure-storage.ts";
import { createLab } from "#lib/data/lab.ts";
import { readEnv } from "#lib/env.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import { PlanSchema, type Plan, type PlanInput } from "#lib/plan/schema.ts";
import { createMediaPool } from "#worker/process/media-pool.ts";
import { startDynamoDbLocal } from "#worker/services/dynamodb-local.ts";
import { startS3Server } from "#worker/services/s3-server.ts";
import { LIMITS, runPlan, type PlanRun } from "./run-plan.ts";

/*
 * npm run bench:codecs [-- SUITE ...]: what each method reaches against x265 medium (tune psnr) at equal PSNR-YUV, in one run
 * through the real worker; by default on the full and the held-out suite. Every bit of the file is counted.
 */

const BASE: PlanInput["base"] = { codec: "svt-av1", preset: 4 };
const RUNGS = [14, 24, 36, 50, 63].map((crf) => ({ crf }));
const plan = (restore: PlanInput["restore"] = null): Plan => PlanSchema.parse({ base: BASE, restore, rungs: RUNGS });

const METHODS: { name: string; plan: Plan }[] = [
  { name: "conventional", plan: plan() },
  { name: "wiener", plan: plan({ kind: "wiener" }) },
  { name: "cnn", plan: plan({ kind: "cnn" }) },
];

const percent = (value: number | null): string => (value === null ? "-" : `${value.toFixed(1)} %`).padStart(9);
const seconds = (ms: number): string => `${(ms / 1000).toFixed(0)} s`.padStart(7);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function printSuite(runs: { name: string; run: PlanRun }[]): void {
  const clips = runs[0]?.run.experiment.results?.clips.map(({ clip }) => clip.clipId) ?? [];
  console.log(`  ${"BD-rate PSNR-YUV against x265 medium".padEnd(40)}${runs.map(({ name }) => name.padStart(14)).join("")}`);
  for (const clipId of clips) {
    const cells = runs.map(({ run }) => {
      const bd = run.experiment.results?.clips.find(({ clip }) => clip.clipId === clipId)?.bdRate.psnrYuv;
      return percent(bd?.status === "ok" ? bd.percent : null).padStart(14);
    });
    console.log(`  ${clipId.padEnd(40)}${cells.join("")}`);
  }
  const row = (name: string, cell: (experiment: Experiment, ms: number) => string) => console.log(`  ${name.padEnd(40)}${runs.map(({ run }) => cell(run.experiment, run.ms).padStart(14)).join("")}`);
  row("mean BD-rate", ({ headline }) => percent(headline?.bdRatePercent ?? null));
  row("mean reduction at the baseline point", ({ headline }) => percent(headline?.reductionPercent ?? null));
  row("restoration, share of all bytes", ({ applied }) => percent((100 * sum(applied?.rungs.map(({ parts }) => parts.restoration ?? 0) ?? [])) / sum(applied?.rungs.map(({ bytes }) => bytes) ?? [1])));
  row("rungs on which it earned its bytes", ({ applied }) => `${applied?.rungs.filter(({ restoration }) => restoration?.used).length ?? 0} of ${applied?.rungs.length ?? 0}`);
  row("training, all rungs", ({ applied }) => seconds(sum(applied?.rungs.map(({ restoration }) => restoration?.trainMs ?? 0) ?? [])));
  row("encoding, all rungs", ({ results }) => seconds(sum(results?.clips.flatMap(({ points }) => points.map(({ encodeMs }) => encodeMs)) ?? [])));
  row("decoding, all rungs", ({ results }) => seconds(sum(results?.clips.flatMap(({ points }) => points.map(({ decodeMs }) => decodeMs)) ?? [])));
  row("whole experiment, wall time", (_, ms) => seconds(ms));
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : ["full", "held-out"];
const folder = await mkdtemp(join(tmpdir(), "lab-bench-codecs-"));
const slots = availableParallelism();
console.log(`Machine: ${cpus()[0]?.model.trim()}, ${slots} cores, Node ${process.version}. Base codec: SVT-AV1 preset 4, one thread an encode, ${slots} side by side.`);
const [dynamodb, s3] = await Promise.all([startDynamoDbLocal({ folder: null, accessKeyId: "bench" }), startS3Server({ folder: join(folder, "s3") })]);
const pool = createMediaPool(slots, LIMITS);
try {
  const env = readEnv({ DYNAMODB_ENDPOINT: dynamodb.endpoint, S3_ENDPOINT: s3.endpoint });
  const lab = createLab(env);
  await ensureStorage(lab);
  for (const id of wanted) {
    const suite = findSuite(id);
    if (!suite) throw new Error(`there is no suite "${id}"`);
    console.log(`\nSuite ${id}`);
    const runs: { name: string; run: PlanRun }[] = [];
    for (const { name, plan: method } of METHODS) runs.push({ name, run: await runPlan(lab, env, pool, folder, suite, method, join(folder, "streams")) });
    printSuite(runs);
  }
} finally {
  await pool.close();
  await Promise.all([dynamodb.stop(), s3.stop()]);
  await rm(folder, { recursive: true, force: true });
}
