import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import type { Env } from "../env.ts";
import { readEnv } from "../env.ts";
import { ensureStorage } from "./ensure-storage.ts";
import type { Lab } from "./lab.ts";
import { createLab } from "./lab.ts";

/*
 * For tests only (`*.integration.test.ts`): a lab of one's own inside of the servers that worker/services/test-storage.ts
 * started for the whole run.
 *
 *   const { lab, env } = await createTestLab();                 // own tables, own bucket, created and ready
 *   const { lab, clock } = await createTestLab({ startAt: "2026-01-01T00:00:00.000Z" });   // time stands until clock.advance(seconds)
 */

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
