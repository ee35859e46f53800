import { EXPIRES_AT, INDEXES } from "./keys.ts";
import { healHistory } from "./heal-history.ts";
import type { Lab } from "./lab.ts";

/**
 * Creates the three tables with their indexes, and the bucket, where they are missing, and goes on with giving older records
 * the attributes of newer indexes (heal-history.ts says which). Safe to run at every start and by several starters at once.
 * @throws {StorageUnavailableError}
 */
export async function ensureStorage(lab: Lab): Promise<void> {
  await Promise.all([
    lab.db.ensureTable({ table: lab.tables.experiments, indexes: Object.values(INDEXES), expiry: EXPIRES_AT }),
    lab.db.ensureTable({ table: lab.tables.reasoning, indexes: [] }),
    lab.db.ensureTable({ table: lab.tables.baselines, indexes: [] }),
    lab.blobs.ensureBucket(),
  ]);
  await healHistory(lab);
}
