import { sortKey, uploadItemKey } from "./keys.ts";
import type { Lab } from "./lab.ts";

/**
 * Gives a check back to the queue at once when it ended for a reason that is not the file's: the try does not count.
 * @returns false when another worker has taken the check over, or it is settled; nothing is written then.
 * @throws {StorageUnavailableError}
 */
export function releaseUploadCheck(lab: Lab, { id, owner }: { id: string; owner: string }): Promise<boolean> {
  return lab.db.write({
    kind: "update", table: lab.tables.experiments, key: uploadItemKey(id),
    condition: { all: [["status", "=", "checking"], ["owner", "=", owner]] },
    change: { set: { owner: null, ixVisibleAt: sortKey(lab.now().toISOString(), id) }, add: { attempts: -1 } },
  });
}
