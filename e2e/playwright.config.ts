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
  // One lab, one worker process of Playwright: experiments of different tests would wait for each other's encodes.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: "../test-results/playwright.json" }]],
  globalSetup: "./start-lab.ts",
  use: { ...devices["Desktop Chrome"], headless: true, launchOptions, trace: "retain-on-failure" },
});
