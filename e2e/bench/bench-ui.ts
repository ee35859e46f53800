import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { ensureStorage } from "#lib/data/ensure-storage.ts";
import { createLab } from "#lib/data/lab.ts";
import { readEnv } from "#lib/env.ts";
import { nextProgram } from "#worker/services/build-app.ts";
import { startChild, type Child } from "#worker/services/child.ts";
import { startDynamoDbLocal } from "#worker/services/dynamodb-local.ts";
import { startS3Server } from "#worker/services/s3-server.ts";
import { startApp } from "../start-app.ts";
import { SCROLLED_ROWS, scrollThrough, startBrowser, timeBrowser, weighScripts } from "./bench-ui-browser.ts";
import { fillForBench } from "./bench-ui-fill.ts";
import { countCapacity, PAGE, READ_NAMES, READS, type Site, timeApi, weighPolls } from "./bench-ui-server.ts";
import { timed } from "./statistics.ts";

/*
 * npm run bench:ui [-- 100 10000 100000]: the history at several sizes side by side in one run: one DynamoDB Local, one S3
 * server, and for each size tables and a production build of its own. Medians, all sizes in turn; only the ratios travel.
 */

const GOAL_RATIO = 1.3;
const GOAL_TASK_MS = 200;
const GOAL_SCRIPTS_KB = 200;

const sizes = (process.argv.length > 2 ? process.argv.slice(2) : ["100", "10000", "100000"]).map(Number);
if (sizes.some((size) => !Number.isSafeInteger(size) || size < 2 || size > 1_000_000)) throw new Error("Sizes are whole numbers from 2 to 1,000,000: npm run bench:ui -- 100 1000");

const line = (name: string, cells: readonly string[]) => console.log(`  ${name.padEnd(46)}${cells.map((cell) => cell.padStart(13)).join("")}`);
const number = (value: number, digits: number) => (Number.isFinite(value) ? value.toFixed(digits) : "-");
const row = (name: string, values: readonly number[], digits = 1) =>
  line(name, [...values.map((value) => number(value, digits)), number(values.at(-1)! / values[0]!, 2)]);
const verdict = (held: boolean) => (held ? "held" : "MISSED");

async function build(): Promise<void> {
  if (existsSync(join(".next", "BUILD_ID"))) return;
  console.log("There is no build yet: next build");
  const child = startChild({ name: "next build", args: [nextProgram(), "build"], env: { NODE_ENV: "production" } });
  await child.exited;
  if (!existsSync(join(".next", "BUILD_ID"))) throw new Error(`next build failed: ${child.tail()}`);
}

const folder = await mkdtemp(join(tmpdir(), "lab-bench-ui-"));
const apps: Child[] = [];
let browser: Awaited<ReturnType<typeof startBrowser>> | undefined;
console.log(`Machine: ${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${(totalmem() / 1024 ** 3).toFixed(0)} GiB, Node ${process.version}, ${process.platform}-${process.arch}; load ${loadavg()[0]?.toFixed(1)} at the start`);
await build();
const [dynamodb, s3] = await Promise.all([startDynamoDbLocal({ folder: null, accessKeyId: "bench" }), startS3Server({ folder: join(folder, "s3") })]);
try {
  const sites: Site[] = [];
  for (const experiments of sizes) {
    const variables = { DYNAMODB_ENDPOINT: dynamodb.endpoint, S3_ENDPOINT: s3.endpoint, DYNAMODB_TABLE_PREFIX: `n${experiments}-`, S3_BUCKET: `bench-ui-${experiments}`, LAB_DATA_DIR: join(folder, String(experiments)) };
    const lab = createLab(readEnv(variables));
    await ensureStorage(lab);
    const { ms } = await timed(() => fillForBench(lab, experiments));
    console.log(`${experiments.toLocaleString("en-US")} experiments written in ${(ms / 1000).toFixed(0)} s`);
    const { app, address } = await startApp(String(experiments), variables);
    apps.push(app);
    sites.push({ experiments, lab, address });
  }

  console.log(`\nThe history, pages of ${PAGE}`);
  line("experiments", [...sizes.map((size) => size.toLocaleString("en-US")), "last : first"]);
  const api = await timeApi(sites);
  for (const read of READ_NAMES) row(`API, ${READS[read].what}, ms`, api[read]);
  const capacity = [];
  for (const site of sites) capacity.push(await countCapacity(site));
  const polls = [];
  for (const site of sites) polls.push(await weighPolls(site));
  for (const read of READ_NAMES) row(`read units, ${READS[read].what}`, capacity.map((units) => units[read]));
  row("read units, idle poll", capacity.map(({ poll }) => poll));
  row("bytes, idle poll", polls.map(({ idle }) => idle), 0);
  row("bytes, poll after one row changed", polls.map(({ changed }) => changed), 0);
  row("bytes, a page for comparison", polls.map(({ page }) => page), 0);

  browser = await startBrowser();
  const shown = await timeBrowser(browser, sites);
  row("Chromium, navigation to rows, ms", shown.map(({ firstRowMs }) => firstRowMs), 0);
  row("Chromium, scroll to rows of the next page, ms", shown.map(({ nextPageMs }) => nextPageMs), 0);
  const long = sites.find(({ experiments }) => experiments >= SCROLLED_ROWS) ?? sites.at(-1)!;
  const scripts = { dashboard: await weighScripts(browser, `${long.address}/`), history: await weighScripts(browser, `${long.address}/history`) };
  const scroll = await scrollThrough(browser, long);

  const ratios = [api.first, api.next, shown.map(({ firstRowMs }) => firstRowMs), shown.map(({ nextPageMs }) => nextPageMs)].map((values) => values.at(-1)! / values[0]!);
  const worst = Math.max(...ratios.filter((ratio) => !Number.isNaN(ratio)));
  console.log(`\nGoals (load ${loadavg()[0]?.toFixed(1)} at the end)`);
  console.log(`  first rows and page change, largest : smallest <= ${GOAL_RATIO}: ${worst.toFixed(2)}, ${verdict(worst <= GOAL_RATIO)}`);
  console.log(`  no task over ${GOAL_TASK_MS} ms while scrolling through ${scroll.rows.toLocaleString("en-US")} rows (${scroll.seconds.toFixed(0)} s, ${scroll.longTasks} over 50 ms): longest ${scroll.longestTaskMs.toFixed(0)} ms, ${verdict(scroll.longestTaskMs <= GOAL_TASK_MS)}`);
  for (const [page, { firstKb, allKb }] of Object.entries(scripts)) {
    console.log(`  JavaScript of the ${page} as first sent, gzipped, < ${GOAL_SCRIPTS_KB} kB: ${firstKb.toFixed(0)} kB, ${verdict(firstKb < GOAL_SCRIPTS_KB)} (${allKb.toFixed(0)} kB with all that comes late)`);
  }
} finally {
  await browser?.close();
  await Promise.all(apps.map((app) => app.stop()));
  await Promise.all([dynamodb.stop(), s3.stop()]);
  await rm(folder, { recursive: true, force: true });
}
