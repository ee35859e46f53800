import { headBucket } from "./blobs.ts";
import type { Lab } from "./lab.ts";
import { listWorkers } from "./list-workers.ts";

export interface StorageChecks {
  /** "ok", or what went wrong. */
  dynamodb: string;
  s3: string;
  workersAlive: number;
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Asks both stores for an answer. Never throws: what went wrong is the answer. */
export async function checkStorage(lab: Lab, { aliveWithinSeconds }: { aliveWithinSeconds: number }): Promise<StorageChecks> {
  const [workers, bucket] = await Promise.allSettled([listWorkers(lab, { aliveWithinSeconds }), headBucket(lab)]);
  return {
    dynamodb: workers.status === "fulfilled" ? "ok" : said(workers.reason),
    s3: bucket.status === "fulfilled" ? "ok" : said(bucket.reason),
    workersAlive: workers.status === "fulfilled" ? workers.value.length : 0,
  };
}
