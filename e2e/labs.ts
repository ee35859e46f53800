import { readFileSync } from "node:fs";
import { test as base } from "@playwright/test";

export interface LabUnderTest {
  address: string;
  /** The environment of its app and worker, so that a test can reach its data layer. */
  variables: Record<string, string>;
}
export interface Labs {
  fresh: LabUnderTest;
  seeded: LabUnderTest;
  outage: LabUnderTest;
  unattended: LabUnderTest;
  /** Nothing is ever written there. */
  empty: LabUnderTest;
  /** A worker whose model is a loopback server that proposes fast plans, each another one, at a configured price. */
  piloted: LabUnderTest;
}

/** Where the global set-up says what it started. */
export const LABS_FILE = "test-results/labs.json";

/** Playwright's test with the labs that run. */
export const test = base.extend<{ labs: Labs }>({
  // Playwright wants an object pattern here, even an empty one.
  labs: async ({}, provide) => {
    await provide(JSON.parse(readFileSync(LABS_FILE, "utf8")) as Labs);
  },
});
export { expect } from "@playwright/test";
