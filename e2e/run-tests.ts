import { spawn } from "node:child_process";
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/*
 * npm test: lint, types, units and integration (real DynamoDB Local and S3 server), a production build, and Playwright in
 * real Chromium. Steps that need one core each run side by side. Every step runs even when an earlier one failed. The last line is the
 * count of all.
 */

interface Counts {
  passed: number;
  failed: number;
}
interface Step {
  name: string;
  /** Script below node_modules, and its arguments. */
  argv: readonly [script: string, ...args: string[]];
  /** File that the step's runner writes, and how its counts are read; a step without one counts as a single check. */
  report?: string;
  counts?: (reportPath: string) => Promise<Counts>;
}

const VitestReportSchema = z.object({ numPassedTests: z.int(), numFailedTests: z.int(), numTotalTests: z.int(), testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })) });
const PlaywrightReportSchema = z.object({ stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }) });

async function vitestCounts(path: string): Promise<Counts> {
  const report = VitestReportSchema.parse(JSON.parse(await readFile(path, "utf8")));
  // A file that could not be loaded has no tests of its own and must count all the same. So must a skipped test.
  const brokenFiles = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  return { passed: report.numPassedTests, failed: report.numTotalTests - report.numPassedTests + brokenFiles };
}

async function playwrightCounts(path: string): Promise<Counts> {
  const { stats } = PlaywrightReportSchema.parse(JSON.parse(await readFile(path, "utf8")));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped };
}

const VITEST_REPORT = "test-results/vitest.json";
/** As e2e/playwright.config.ts says. */
const PLAYWRIGHT_REPORT = "test-results/playwright.json";

const STEPS = {
  lint: { name: "lint", argv: ["eslint/bin/eslint.js", ".", "--max-warnings", "0"] },
  types: { name: "types", argv: ["typescript/bin/tsc", "--noEmit", "--incremental", "false", "-p", "."] },
  tests: { name: "tests", argv: ["vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${VITEST_REPORT}`], report: VITEST_REPORT, counts: vitestCounts },
  build: { name: "build", argv: ["next/dist/bin/next", "build"] },
  e2e: { name: "e2e", argv: ["@playwright/test/cli.js", "test", "--config", "e2e/playwright.config.ts"], report: PLAYWRIGHT_REPORT, counts: playwrightCounts },
} satisfies Record<string, Step>;

/** One after the other; each is of lanes that run side by side, and a lane of steps in turn. Tests and e2e use every core themselves. */
const PHASES: readonly (readonly (readonly Step[])[])[] = [[[STEPS.lint], [STEPS.types, STEPS.build]], [[STEPS.tests]], [[STEPS.e2e]]];

/** @param alone whether what it says is shown as it comes; of steps side by side each is shown in one piece, when it ends. */
async function runStep({ name, argv: [script, ...args], report, counts }: Step, alone: boolean): Promise<Counts> {
  const head = `\n== ${name}`;
  if (alone) console.log(head);
  if (report) await rm(report, { force: true }); // An old report must not count for a run that wrote none.
  await mkdir("test-results", { recursive: true });
  // A file and no pipe, whose end would have to be waited for: a process that outlives the step may hold it.
  const log = alone ? null : await open(join("test-results", `${name}.log`), "w");
  const out = log?.fd ?? "inherit";
  const child = spawn(process.execPath, [join("node_modules", script), ...args], { stdio: ["ignore", out, out] });
  const onSignal = (signal: NodeJS.Signals) => void child.kill(signal);
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
  const ok = await new Promise<boolean>((resolve) => {
    child.once("error", (error) => {
      console.error(`${name} could not be started: ${error.message}`);
      resolve(false);
    });
    child.once("exit", (code) => resolve(code === 0));
  });
  if (log) {
    console.log(`${head}\n${await readFile(join("test-results", `${name}.log`), "utf8")}`);
    await log.close();
  }
  process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  if (!counts || !report) return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  try {
    const counted = await counts(report);
    // A runner that ends badly without a failed test failed in itself.
    return ok || counted.failed > 0 ? counted : { ...counted, failed: 1 };
  } catch (error) {
    console.error(`${name} gave no readable report: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1 };
  }
}

const total: Counts = { passed: 0, failed: 0 };
const started = Date.now();

async function runLane(steps: readonly Step[], alone: boolean): Promise<void> {
  for (const step of steps) {
    const from = Date.now();
    const { passed, failed } = await runStep(step, alone);
    total.passed += passed;
    total.failed += failed;
    console.log(`== ${step.name}: ${passed} passed, ${failed} failed, in ${((Date.now() - from) / 1000).toFixed(0)} s`);
  }
}

for (const lanes of PHASES) await Promise.all(lanes.map((lane) => runLane(lane, lanes.length === 1)));
console.log(`\nAll steps took ${((Date.now() - started) / 1000).toFixed(0)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
