import type { Upload } from "../experiment/schema.ts";
import { QUEUE, sortKey, uploadItemKey } from "./keys.ts";
import type { Lab } from "./lab.ts";

/**
 * Puts an uploaded video, whose bytes are in S3 already, into the queue of the check.
 * @returns false when there is one with this id.
 * @throws {StorageUnavailableError}
 */
export function createUpload(lab: Lab, upload: Upload): Promise<boolean> {
  const item = {
    ...uploadItemKey(upload.id), ...upload, owner: null, attempts: 0,
    ...(upload.status === "checking" ? { ixQueue: QUEUE.uploads, ixVisibleAt: sortKey(upload.createdAt, upload.id), queueStatus: "checking" } : {}),
  };
  return lab.db.write({ kind: "put", table: lab.tables.experiments, item, condition: { all: [["pk", "absent"]] } });
}
