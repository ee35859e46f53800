import type { WorkerInfo } from "../experiment/schema.ts";
import { WorkerInfoSchema } from "../experiment/schema.ts";
import { WORKERS } from "./keys.ts";
import type { Lab } from "./lab.ts";

/** Workers read at once: a day's worth of restarts on many machines. */
const READ = 500;

/**
 * The workers that reported within the last `aliveWithinSeconds`, by id.
 * @throws {StorageUnavailableError}
 */
export async function listWorkers(lab: Lab, { aliveWithinSeconds }: { aliveWithinSeconds: number }): Promise<WorkerInfo[]> {
  const since = new Date(lab.now().getTime() - aliveWithinSeconds * 1000).toISOString();
  const { items } = await lab.db.query({ table: lab.tables.experiments, key: [["pk", "=", WORKERS]], filter: [["seenAt", ">=", since]], limit: READ });
  return items.map((item) => WorkerInfoSchema.parse(item));
}
