import chromium from "@sparticuz/chromium";
import { defineConfig, devices } from "@playwright/test";

/*
 * Real Chromium from npm (no browser download, no system package). The lab under test is started once a run by
 * lab-fixture.ts: DynamoDB Local, S3 server, the production build and a real worker, all on free ports.
 */
// Not the package's own arguments: they are for AWS Lambda, and --single-process there ends the browser with its first context.
const launchOptions = { executablePath: await chromium.executablePath(), args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] };

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  outputDir: "../test-results/e2e",
  // A newcomer has a lab to himself and mostly waits for encodes; beside him all others share labs, one test after the other.
  workers: 2,
  fullyParallel: false,
  projects: [
    { name: "newcomer", testMatch: "newcomer.spec.ts", workers: 1 },
    { name: "others", testIgnore: "newcomer.spec.ts", workers: 1 },
  ],
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [["list"], ["json", { outputFile: "../test-results/playwright.json" }]],
  globalSetup: "./start-lab.ts",
  use: { ...devices["Desktop Chrome"], headless: true, launchOptions, trace: "retain-on-failure" },
});
