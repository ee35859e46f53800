import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { findSuite } from "#lib/clips/suites.ts";
import { ensureStorage } from "#lib/data/ensure-storage.ts";
import { createLab } from "#lib/data/lab.ts";
import { readEnv } from "#lib/env.ts";
import { canonicalJson, PIPELINE_VERSION } from "#lib/plan/fingerprint.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { createMediaPool } from "#worker/process/media-pool.ts";
import { FAMILIES } from "#worker/research/planner/families.ts";
import type { SearchTable } from "#worker/research/search/control-arm.ts";
import { createRandom } from "#worker/research/search/random.ts";
import { startDynamoDbLocal } from "#worker/services/dynamodb-local.ts";
import { startS3Server } from "#worker/services/s3-server.ts";
import { LIMITS, runPlan } from "./run-plan.ts";
import { searchGrid } from "./search-grid.ts";
import { readSearchTable, SEARCH_TABLE, writeSearchTable } from "./search-table.ts";

/*
 * npm run bench:search:table [-- --plans N --minutes M --slots S --table FILE --cache DIR]: measures the plans of the search grid on
 * the quick suite through the real worker, and appends each to the table as it ends. Stop it with Ctrl-C and start it again: it
 * goes on with the plans that the table lacks. The order is shuffled, so that a part of the table is a fair sample of the grid.
 */

const { values } = parseArgs({ options: { plans: { type: "string" }, minutes: { type: "string" }, slots: { type: "string" }, table: { type: "string", default: SEARCH_TABLE }, cache: { type: "string", default: join(tmpdir(), "lab-search-table") } } });
const grid = searchGrid();
const suite = findSuite("quick")!;
const slots = Number(values.slots ?? availableParallelism());
const endsAt = values.minutes === undefined ? Infinity : Date.now() + Number(values.minutes) * 60_000;

const empty = (): SearchTable => ({
  provenance: {
    suite: suite.id, clips: suite.clips.map(({ id }) => id), machine: `${cpus()[0]?.model.trim() ?? "unknown"}, ${availableParallelism()} cores`, node: process.version, encoders: "", pipelineVersion: String(PIPELINE_VERSION),
    baseline: "x265 medium, tune psnr, CRF 17/22/27/32/37", madeAt: new Date().toISOString(),
    note: "Made by e2e/bench/make-search-table.ts: every entry is a real experiment of the worker. reductionPercent: mean over clips at equal PSNR-YUV; encodeMs: all encodes of all rungs and clips.",
  },
  entries: [],
});

/** The starting plans of the codecs first: the planner asks for these before any other. */
function schedule(plans: readonly Plan[]): Plan[] {
  const random = createRandom(20_261_123);
  const starts = new Set(Object.values(FAMILIES).map(({ start }) => canonicalJson(start)));
  return plans.map((plan) => ({ plan, key: starts.has(canonicalJson(plan)) ? -1 : random() })).sort((a, b) => a.key - b.key).map(({ plan }) => plan);
}

const table = (await readSearchTable(values.table)) ?? empty();
if (table.provenance.pipelineVersion !== String(PIPELINE_VERSION)) throw new Error(`${values.table} was made by pipeline version ${table.provenance.pipelineVersion}, this is ${PIPELINE_VERSION}: its numbers cannot be mixed. Move it away and start anew.`);
const measured = new Set(table.entries.filter(({ failure }) => failure === null).map(({ plan }) => canonicalJson(plan)));
const missing = schedule(grid.filter((plan) => !measured.has(canonicalJson(plan)))).slice(0, values.plans === undefined ? undefined : Number(values.plans));
console.log(`${measured.size} of ${grid.length} plans are in the table; ${missing.length} to run.`);

let stopped = false;
process.once("SIGINT", () => {
  console.log("Stopping after the plan that is running.");
  stopped = true;
});

await Promise.all([mkdir(dirname(values.table), { recursive: true }), mkdir(values.cache, { recursive: true })]);
const folder = await mkdtemp(join(tmpdir(), "lab-make-search-table-"));
const [dynamodb, s3] = await Promise.all([startDynamoDbLocal({ folder: null, accessKeyId: "bench" }), startS3Server({ folder: join(folder, "s3") })]);
const pool = createMediaPool(slots, LIMITS);
try {
  const env = readEnv({ DYNAMODB_ENDPOINT: dynamodb.endpoint, S3_ENDPOINT: s3.endpoint });
  const lab = createLab(env);
  await ensureStorage(lab);
  for (const [index, plan] of missing.entries()) {
    if (stopped || Date.now() > endsAt) break;
    const others = table.entries.filter((entry) => canonicalJson(entry.plan) !== canonicalJson(plan));
    let said: string;
    try {
      const { experiment, ms } = await runPlan(lab, env, pool, folder, suite, plan, join(values.cache, "streams"));
      const points = experiment.results?.clips.flatMap((clip) => clip.points) ?? [];
      const reductionPercent = experiment.headline?.reductionPercent ?? null;
      table.entries = [...others, { plan, reductionPercent, encodeMs: Math.round(points.reduce((sum, { encodeMs }) => sum + encodeMs, 0)), failure: null }];
      const build = experiment.applied?.encoder.build ?? "";
      if (!table.provenance.encoders.includes(build)) table.provenance.encoders = [table.provenance.encoders, build].filter((text) => text !== "").join("; ");
      said = `${reductionPercent === null ? "no comparable number" : `${reductionPercent.toFixed(2)} %`} (${(ms / 1000).toFixed(0)} s)`;
    } catch (error) {
      // A plan that fails is part of the table's truth; the run goes on, and the next start tries it again.
      said = `failed: ${error instanceof Error ? error.message : String(error)}`;
      table.entries = [...others, { plan, reductionPercent: null, encodeMs: 0, failure: said }];
    }
    await writeSearchTable(values.table, table, grid);
    console.log(`${index + 1} of ${missing.length}: ${plan.base.codec} ${JSON.stringify(plan.base)} ${plan.restore?.kind ?? ""} ${plan.predictor?.kind ?? ""} ${plan.adapt?.kind ?? ""}: ${said}`);
  }
} finally {
  await pool.close();
  await Promise.all([dynamodb.stop(), s3.stop()]);
  await rm(folder, { recursive: true, force: true });
}
console.log(`${table.entries.length} of ${grid.length} plans are in ${values.table}.`);
