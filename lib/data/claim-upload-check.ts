import { z } from "zod";
import type { Upload } from "../experiment/schema.ts";
import { MAX_ATTEMPTS, UploadSchema } from "../experiment/schema.ts";
import { INDEXES, QUEUE, sortKey, uploadItemKey } from "./keys.ts";
import type { Lab } from "./lab.ts";

/** An upload as it is stored: with the lease of the worker that checks it. */
const StoredSchema = UploadSchema.extend({ owner: z.string().nullable(), attempts: z.int(), ixVisibleAt: z.string().optional() });
const CandidateSchema = z.object({ pk: z.string().startsWith("UPLOAD#") });
const CANDIDATES = 10;

/**
 * Takes the oldest upload that waits for its check, or whose checker's lease ran out. A file that ended its checker three
 * times is rejected here.
 * @throws {StorageUnavailableError}
 */
export async function claimUploadCheck(lab: Lab, { owner, leaseSeconds }: { owner: string; leaseSeconds: number }): Promise<Upload | null> {
  const table = lab.tables.experiments;
  const { name, partition, sort } = INDEXES.queue;
  const now = lab.now();
  const { items } = await lab.db.query({
    table, index: name, limit: CANDIDATES,
    key: [[partition, "=", QUEUE.uploads], [sort, "<=", sortKey(now.toISOString(), "~")]],
  });
  for (const item of items) {
    const id = CandidateSchema.parse(item).pk.slice("UPLOAD#".length);
    const found = await lab.db.get(table, uploadItemKey(id));
    const stored = found ? StoredSchema.parse(found) : null;
    // The index lags behind the table: what counts is the item.
    if (stored?.status !== "checking" || stored.ixVisibleAt === undefined || stored.ixVisibleAt > sortKey(now.toISOString(), "~")) continue;
    const unchanged = { all: [["status", "=", "checking"], ["attempts", "=", stored.attempts]] } as const;
    if (stored.attempts >= MAX_ATTEMPTS) {
      const reason = `The video could not be checked: ${stored.attempts} checks in a row did not come to an end. Convert it to H.264 in MP4 and upload it again.`;
      await lab.db.write({
        kind: "update", table, key: uploadItemKey(id), condition: unchanged,
        change: { set: { status: "rejected", reason, owner: null }, remove: ["ixQueue", "ixVisibleAt", "queueStatus"] },
      });
      continue;
    }
    const until = new Date(now.getTime() + leaseSeconds * 1000).toISOString();
    const won = await lab.db.write({
      kind: "update", table, key: uploadItemKey(id), condition: unchanged,
      change: { set: { owner, attempts: stored.attempts + 1, ixVisibleAt: sortKey(until, id) } },
    });
    if (won) return UploadSchema.parse(stored);
  }
  return null;
}
