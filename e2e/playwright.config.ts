import chromium from "@sparticuz/chromium";
import { defineConfig, devices } from "@playwright/test";

/*
 * Real Chromium from npm (no browser download, no system package). The lab under test is started once a run by
 * start-lab.ts: DynamoDB Local, S3 server, the production build and a real worker, all on free ports.
 */
// Not the package's own arguments: they are for AWS Lambda, and --single-process there ends the browser with its first context.
const launchOptions = { executablePath: await chromium.executablePath(), args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] };

/** Real experiments, in the labs `fresh` and `piloted`. */
const ENCODES = ["newcomer", "autopilot-run", "uploads"].map((name) => `**/${name}.spec.ts`);
/** Pages of the labs `seeded` and `empty`, which nothing else changes. */
const READERS = ["calibration", "codecs", "compare", "evaluation", "history", "insights", "knowledge", "pages", "pictures", "story"].map((name) => `**/${name}.spec.ts`);

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  outputDir: "../test-results/e2e",
  // Lanes beside each other, with labs that no other lane changes; in a lane, one test after the other. One mostly waits for encodes,
  // the others for pages, so that three keep two cores busy.
  workers: 3,
  fullyParallel: false,
  projects: [
    { name: "encodes", testMatch: ENCODES, workers: 1 },
    { name: "readers", testMatch: READERS, workers: 1 },
    { name: "others", testIgnore: [...ENCODES, ...READERS], workers: 1 },
  ],
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [["list"], ["json", { outputFile: "../test-results/playwright.json" }]],
  globalSetup: "./start-lab.ts",
  use: { ...devices["Desktop Chrome"], headless: true, launchOptions, trace: { mode: "retain-on-failure", screenshots: false } },
});
