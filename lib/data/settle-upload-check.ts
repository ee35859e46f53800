import type { Upload } from "../experiment/schema.ts";
import { uploadItemKey } from "./keys.ts";
import type { Lab } from "./lab.ts";

/**
 * Stores the outcome of a check.
 * @returns false when another worker has taken the check over, or it is settled; nothing is written then.
 * @throws {StorageUnavailableError}
 */
export function settleUploadCheck(
  lab: Lab,
  { id, owner }: { id: string; owner: string },
  { status, reason, facts }: Pick<Upload, "reason" | "facts"> & { status: "ready" | "rejected" },
): Promise<boolean> {
  return lab.db.write({
    kind: "update", table: lab.tables.experiments, key: uploadItemKey(id),
    condition: { all: [["status", "=", "checking"], ["owner", "=", owner]] },
    change: { set: { status, reason, facts }, remove: ["ixQueue", "ixVisibleAt", "queueStatus"] },
  });
}
