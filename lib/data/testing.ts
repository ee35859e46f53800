import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import type { Env } from "../env.ts";
import { readEnv } from "../env.ts";
import type { Experiment } from "../experiment/schema.ts";
import { ensureStorage } from "./ensure-storage.ts";
import type { Lab } from "./lab.ts";
import { createLab } from "./lab.ts";
import { toItem } from "./record.ts";
import { noteUnfolded } from "./unfolded.ts";

/*
 * For tests only (`*.integration.test.ts`): a lab of one's own inside of the servers that worker/services/test-storage.ts
 * started for the whole run.
 *
 *   const { lab, env } = await createTestLab();                 // own tables, own bucket, created and ready
 *   const { lab, clock } = await createTestLab({ startAt: "2026-01-01T00:00:00.000Z" });   // time stands until clock.advance(seconds)
 */

/** Experiments of one transaction, which takes 100 items: an experiment has its record and two notes. */
const AT_ONCE = 30;

export interface TestClock {
  /** Moves the lab's time on. */
  advance(seconds: number): void;
  now(): Date;
}

export interface TestLab {
  lab: Lab;
  /** The environment that makes the same lab again, for example with `createLab(env)` or in a child process. */
  env: Env;
  /** The variables behind `env`, for a child process's environment. */
  variables: Record<string, string>;
  clock: TestClock;
}

/**
 * Makes tables under a prefix of their own and a bucket of its own, so that test files share servers and nothing else.
 * @param options.startAt lets time stand at this moment; without it the lab runs on the real clock plus what `advance` added.
 * @param options.variables more variables of the environment.
 */
export async function createTestLab(options: { startAt?: string; variables?: Record<string, string> } = {}): Promise<TestLab> {
  const storage = inject("storage");
  const name = `t${randomUUID().slice(0, 8)}`;
  const variables = {
    DYNAMODB_ENDPOINT: storage.dynamodb,
    S3_ENDPOINT: storage.s3,
    DYNAMODB_TABLE_PREFIX: `${name}-`,
    S3_BUCKET: `${name}-bucket`,
    ...options.variables,
  };
  const env = readEnv(variables);
  let offset = 0;
  const clock: TestClock = {
    advance: (seconds) => {
      offset += seconds * 1000;
    },
    now: () => new Date((options.startAt === undefined ? Date.now() : Date.parse(options.startAt)) + offset),
  };
  const lab = createLab(env, clock.now);
  await ensureStorage(lab);
  return { lab, env, variables, clock };
}

/** A long history in few writes: records and notes, as importing them one by one leaves them. */
export async function writeHistory(lab: Lab, experiments: readonly Experiment[]): Promise<void> {
  const writes = experiments.map((experiment) => [{ kind: "put" as const, table: lab.tables.experiments, item: toItem({ ...experiment, revision: 0, releases: 0, claimId: null, changedAt: null }) }, ...noteUnfolded(lab, null, experiment)]);
  for (let start = 0; start < writes.length; start += AT_ONCE) {
    if (!(await lab.db.write(...writes.slice(start, start + AT_ONCE).flat()))) throw new Error("another test writes to this history");
  }
}

export interface Reads {
  /** Items that DynamoDB was asked for. */
  items: number;
  /** Requests to DynamoDB. */
  calls: number;
  /** Objects of S3. */
  objects: number;
}

/** A lab with its reads counted. */
export function countReads(of: Lab): { lab: Lab; reads: Reads } {
  const reads = { items: 0, calls: 0, objects: 0 };
  const lab: Lab = {
    ...of,
    db: {
      ...of.db,
      get: (...request) => { reads.items += 1; reads.calls += 1; return of.db.get(...request); },
      query: async (request) => { const page = await of.db.query(request); reads.items += page.items.length; reads.calls += 1; return page; },
    },
    blobs: { ...of.blobs, open: (...request) => { reads.objects += 1; return of.blobs.open(...request); } },
  };
  return { lab, reads };
}
