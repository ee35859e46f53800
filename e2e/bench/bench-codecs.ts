import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findSuite } from "#lib/clips/suites.ts";
import { ensureStorage } from "#lib/data/ensure-storage.ts";
import { createLab } from "#lib/data/lab.ts";
import { readEnv } from "#lib/env.ts";
import { createMediaPool } from "#worker/process/media-pool.ts";
import { startDynamoDbLocal } from "#worker/services/dynamodb-local.ts";
import { startS3Server } from "#worker/services/s3-server.ts";
import { codecMethods } from "./codec-methods.ts";
import { printCodecs, type MethodRun } from "./print-codecs.ts";
import { LIMITS, runPlan } from "./run-plan.ts";

/*
 * npm run bench:codecs [-- --preset N --methods a,b --json FILE --cache FOLDER SUITE ...]: what each method reaches against x265 medium (tune psnr)
 * at equal PSNR-YUV, in one run through the real worker; by default on the full and the held-out suite. Every bit of the file is counted.
 */

const { values, positionals } = parseArgs({ allowPositionals: true, options: { preset: { type: "string", default: "4" }, methods: { type: "string" }, json: { type: "string" }, cache: { type: "string" } } });
const preset = Number(values.preset);
const wanted = positionals.length > 0 ? positionals : ["full", "held-out"];
const names = values.methods?.split(",");
const methods = codecMethods(preset).filter(({ name }, index) => !names || index === 0 || names.includes(name));

const folder = await mkdtemp(join(tmpdir(), "lab-bench-codecs-"));
const slots = availableParallelism();
console.log(`Machine: ${cpus()[0]?.model.trim()}, ${slots} cores, Node ${process.version}. Base codec: SVT-AV1 preset ${preset}, one thread an encode, ${slots} side by side.`);
const [dynamodb, s3] = await Promise.all([startDynamoDbLocal({ folder: null, accessKeyId: "bench" }), startS3Server({ folder: join(folder, "s3") })]);
const pool = createMediaPool(slots, LIMITS);
const record: Record<string, unknown> = {};
try {
  const env = readEnv({ DYNAMODB_ENDPOINT: dynamodb.endpoint, S3_ENDPOINT: s3.endpoint });
  const lab = createLab(env);
  await ensureStorage(lab);
  for (const id of wanted) {
    const suite = findSuite(id);
    if (!suite) throw new Error(`there is no suite "${id}"`);
    console.log(`\nSuite ${id}: ${suite.clips.map(({ id: clipId }) => clipId).join(", ")}`);
    const runs: MethodRun[] = [];
    for (const { name, plan } of methods) {
      const run = await runPlan(lab, env, pool, folder, suite, plan, values.cache ?? join(folder, "streams"));
      runs.push({ name, run });
      console.log(`  ${name}: ${run.experiment.verdictReason ?? ""} (${(run.ms / 1000).toFixed(0)} s)`);
      record[`${id} ${name}`] = { plan, headline: run.experiment.headline, results: run.experiment.results, applied: run.experiment.applied, ms: run.ms };
      if (values.json) await writeFile(values.json, JSON.stringify(record));
    }
    printCodecs(runs);
  }
} finally {
  await pool.close();
  await Promise.all([dynamodb.stop(), s3.stop()]);
  await rm(folder, { recursive: true, force: true });
}
