import type { WorkerInfo } from "../experiment/schema.ts";
import { EXPIRES_AT, workerKey } from "./keys.ts";
import type { Lab } from "./lab.ts";

/** Seconds after which DynamoDB may delete a worker that no longer reports. */
const KEPT_SECONDS = 24 * 3600;

/**
 * Says that a worker is alive and what it does.
 * @throws {StorageUnavailableError}
 */
export async function reportWorker(lab: Lab, worker: WorkerInfo): Promise<void> {
  const expiry = Math.floor(Date.parse(worker.seenAt) / 1000) + KEPT_SECONDS;
  await lab.db.write({ kind: "put", table: lab.tables.experiments, item: { ...workerKey(worker.id), ...worker, [EXPIRES_AT]: expiry } });
}
