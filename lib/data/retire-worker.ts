import { workerKey } from "./keys.ts";
import type { Lab } from "./lab.ts";

/**
 * Takes a worker that ends in good order off the list.
 * @throws {StorageUnavailableError}
 */
export async function retireWorker(lab: Lab, id: string): Promise<void> {
  await lab.db.write({ kind: "delete", table: lab.tables.experiments, key: workerKey(id) });
}
