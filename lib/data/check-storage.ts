import { StorageUnavailableError } from "../errors.ts";
import { headBucket } from "./blobs.ts";
import type { Lab } from "./lab.ts";
import { listWorkers } from "./list-workers.ts";

export interface StorageChecks {
  /** "ok", or what went wrong. */
  dynamodb: string;
  s3: string;
  workersAlive: number;
}

/** A probe of readiness has to come to an answer long before the clients' own retries end. */
const ANSWER_WITHIN_MS = 5_000;

async function soon<T>(service: "dynamodb" | "s3", answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StorageUnavailableError(service, "readiness", new Error(`no answer within ${ANSWER_WITHIN_MS / 1000} s`))), ANSWER_WITHIN_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Asks both stores for an answer within five seconds. Never throws: what went wrong is the answer. */
export async function checkStorage(lab: Lab, { aliveWithinSeconds }: { aliveWithinSeconds: number }): Promise<StorageChecks> {
  const [workers, bucket] = await Promise.allSettled([soon("dynamodb", listWorkers(lab, { aliveWithinSeconds })), soon("s3", headBucket(lab))]);
  return {
    dynamodb: workers.status === "fulfilled" ? "ok" : said(workers.reason),
    s3: bucket.status === "fulfilled" ? "ok" : said(bucket.reason),
    workersAlive: workers.status === "fulfilled" ? workers.value.length : 0,
  };
}
