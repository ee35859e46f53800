import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Experiment } from "../experiment/schema.ts";
import { MAX_ATTEMPTS } from "../experiment/schema.ts";
import type { Decision } from "./change-experiment.ts";
import { changeExperiment } from "./change-experiment.ts";
import { INDEXES, QUEUE, sortKey } from "./keys.ts";
import type { Lab } from "./lab.ts";
import type { ExperimentRecord } from "./record.ts";
import { toExperiment } from "./record.ts";
import { cancelledRecord, count, failedRecord, freeFingerprint } from "./settle.ts";

/** Candidates read at once; several workers racing for the head of the queue each find one further down. */
const CANDIDATES = 20;
/** Pages of candidates looked at, for a queue whose head is full of experiments that only have to be settled. */
const PAGES = 5;

const CandidateSchema = z.object({ pk: z.string().startsWith("EXPERIMENT#") });

/**
 * Takes the oldest experiment that is queued or whose lease ran out, with one conditional write that sets owner, attempt
 * and lease. On the way it settles what must not run: cancelled ones, and those that used up their attempts.
 * Workers on several machines need clocks that agree to a fraction of the lease.
 * @returns null when there is nothing to do.
 * @throws {StorageUnavailableError}
 */
export async function claimNextExperiment(lab: Lab, { owner, leaseSeconds }: { owner: string; leaseSeconds: number }): Promise<Experiment | null> {
  const claimId = randomUUID();
  const { name, partition, sort } = INDEXES.queue;
  let startKey;
  for (let page = 0; page < PAGES; page += 1) {
    const { items, lastKey } = await lab.db.query({
      table: lab.tables.experiments,
      index: name,
      // "~" sorts after every id.
      key: [[partition, "=", QUEUE.experiments], [sort, "<=", sortKey(lab.now().toISOString(), "~")]],
      limit: CANDIDATES,
      startKey,
    });
    for (const item of items) {
      const id = CandidateSchema.parse(item).pk.slice("EXPERIMENT#".length);
      const claimed = await changeExperiment(lab, id, (record) => decide(lab, record, { owner, leaseSeconds, claimId }));
      if (claimed) return toExperiment(claimed);
    }
    if (!lastKey) return null;
    startKey = lastKey;
  }
  return null;
}

interface Claim {
  owner: string;
  leaseSeconds: number;
  claimId: string;
}

function decide(lab: Lab, record: ExperimentRecord | null, { owner, leaseSeconds, claimId }: Claim): Decision<ExperimentRecord | null> {
  if (!record) return { value: null };
  if (record.claimId === claimId && record.status === "running") return { value: record };
  const now = lab.now();
  const expired = record.status === "running" && record.leaseExpiresAt !== null && record.leaseExpiresAt <= now.toISOString();
  if (record.status !== "queued" && !expired) return { value: null };

  const settle = (next: ExperimentRecord): Decision<null> => ({
    value: null,
    // Nobody holds it any more: the last owner finds its lease lost.
    next: { ...next, owner: null },
    also: [...(next.verdict ? [count(lab, { verdict: next.verdict })] : []), ...freeFingerprint(lab, record)],
  });
  if (record.cancelRequested) return settle(cancelledRecord(lab, record, record));
  const used = record.attempt - record.releases;
  if (expired && used >= MAX_ATTEMPTS) {
    const reason = `All ${used} attempts ended without a result: each time the worker died or lost its lease (last: ${record.owner ?? "unknown"}).`;
    return settle(failedRecord(lab, record, { stage: record.stage, reason, detail: null }, record));
  }
  const next: ExperimentRecord = {
    ...record,
    status: "running", owner, claimId, attempt: record.attempt + 1,
    leaseExpiresAt: new Date(now.getTime() + leaseSeconds * 1000).toISOString(),
    startedAt: now.toISOString(), stage: null, progress: null, stages: [],
  };
  return { value: { ...next, revision: record.revision + 1 }, next };
}
