import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { ensureStorage } from "#lib/data/ensure-storage.ts";
import { createLab } from "#lib/data/lab.ts";
import { readEnv } from "#lib/env.ts";
import { startDynamoDbLocal } from "#worker/services/dynamodb-local.ts";
import { startS3Server } from "#worker/services/s3-server.ts";
import { startApp } from "../start-app.ts";
import { benchHistory, type HistoryFigures } from "./bench-history.ts";
import { benchPipeline, type PipelineFigures } from "./bench-pipeline.ts";

/*
 * npm run bench (after npm run build): ratios measured side by side in one run on this machine. Absolute times are shown
 * for orientation; only the ratios travel.
 */

const HISTORY = 1000;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const ratio = (a: number, b: number): string => (a / b).toFixed(2);

function printPipeline(figures: PipelineFigures): void {
  const { firstMs, secondMs, bareMs, bareSideBySideMs, encodes, slots } = figures;
  console.log(`\nPipeline, quick suite, SVT-AV1 preset 5, ${encodes} encodes of one thread each, ${slots} side by side in the worker`);
  console.log(`  first experiment (cold: clips and baseline are made)      ${seconds(firstMs)}`);
  console.log(`  second experiment (baseline and clips cached)             ${seconds(secondMs)}`);
  console.log(`  its encodes alone, one after the other                    ${seconds(bareMs)}`);
  console.log(`  its encodes alone, ${slots} side by side                          ${seconds(bareSideBySideMs)}`);
  console.log(`  second over first                                         ${ratio(secondMs, firstMs)}`);
  console.log(`  pipeline over the sum of its bare encodes (goal <= 1.10)  ${ratio(secondMs, bareMs)}`);
  console.log(`  pipeline over its bare encodes side by side               ${ratio(secondMs, bareSideBySideMs)}`);
  for (const verdict of figures.verdicts) console.log(`  result: ${verdict}`);
}

function printHistory({ experiments, bareMs, listMs, apiMs, overviewMs, pageMs }: HistoryFigures): void {
  const row = (name: string, ms: number) => console.log(`  ${name.padEnd(44)} ${ms.toFixed(1).padStart(7)} ms   ${ratio(ms, bareMs).padStart(6)} x`);
  console.log(`\nHistory of ${experiments} experiments, medians, against a bare Query of the same page`);
  row("bare DynamoDB Query, 25 rows", bareMs);
  row("data layer: listExperiments", listMs);
  row("GET /api/experiments?limit=25", apiMs);
  row("GET /api/overview", overviewMs);
  row("GET / (the dashboard's HTML)", pageMs);
}

const folder = await mkdtemp(join(tmpdir(), "lab-bench-"));
console.log(`Machine: ${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${(totalmem() / 1024 ** 3).toFixed(0)} GiB, Node ${process.version}, ${process.platform}-${process.arch}`);
const [dynamodb, s3] = await Promise.all([startDynamoDbLocal({ folder: null, accessKeyId: "bench" }), startS3Server({ folder: join(folder, "s3") })]);
try {
  const variables = { DYNAMODB_ENDPOINT: dynamodb.endpoint, S3_ENDPOINT: s3.endpoint };
  const pipelineEnv = readEnv({ ...variables, DYNAMODB_TABLE_PREFIX: "pipeline-", S3_BUCKET: "bench-pipeline" });
  const pipelineLab = createLab(pipelineEnv);
  await ensureStorage(pipelineLab);
  printPipeline(await benchPipeline(pipelineLab, pipelineEnv, folder, pipelineEnv.LAB_ENCODE_SLOTS || availableParallelism()));

  const historyVariables = { ...variables, DYNAMODB_TABLE_PREFIX: "history-", S3_BUCKET: "bench-history" };
  const historyLab = createLab(readEnv(historyVariables));
  await ensureStorage(historyLab);
  const { app, address } = await startApp("history", historyVariables);
  try {
    printHistory(await benchHistory(historyLab, address, HISTORY));
  } finally {
    await app.stop();
  }
} finally {
  await Promise.all([dynamodb.stop(), s3.stop()]);
  await rm(folder, { recursive: true, force: true });
}
