import type { Write } from "../aws/dynamodb.ts";
import type { Artifact, Experiment, Failure, StageTime, Verdict } from "../experiment/schema.ts";
import { fingerprintKey, STATS_KEY } from "./keys.ts";
import type { Lab } from "./lab.ts";
import type { ExperimentRecord } from "./record.ts";

/*
 * What happens to a record when it ends, shared by the verbs that end one: complete, fail, cancel and claim.
 */

/** The fields that every ending sets. `owner` stays, so that the page can say who ran it. */
export function finished(lab: Lab, record: ExperimentRecord): Partial<Experiment> & { finishedAt: string } {
  const finishedAt = lab.now().toISOString();
  return {
    finishedAt,
    runtimeMs: record.startedAt === null ? null : Math.max(0, Date.parse(finishedAt) - Date.parse(record.startedAt)),
    leaseExpiresAt: null,
    progress: null,
    stage: null,
  };
}

/** The record as failed. */
export function failedRecord(lab: Lab, record: ExperimentRecord, failure: Failure, end: { stages: StageTime[] }): ExperimentRecord {
  return { ...record, ...finished(lab, record), ...end, status: "failed", verdict: "failed", verdictReason: failure.reason, failure };
}

/** The record as cancelled. */
export function cancelledRecord(lab: Lab, record: ExperimentRecord, end: { stages: StageTime[]; artifacts: Artifact[] }): ExperimentRecord {
  return {
    ...record, ...finished(lab, record), ...end,
    status: "cancelled", cancelRequested: true, verdict: "cancelled", verdictReason: "Cancelled on request before it finished.",
  };
}

/** Counts a new experiment, an ending, or both (an import). */
export function count(lab: Lab, { created = false, verdict }: { created?: boolean; verdict?: Verdict }): Write {
  const add = { ...(created ? { total: 1 } : {}), ...(verdict ? { [`verdict#${verdict}`]: 1 } : {}) };
  return { kind: "update", table: lab.tables.experiments, key: STATS_KEY, change: { add } };
}

/**
 * Reserves a plan's fingerprint for an experiment; fails when another one has it.
 * @param from an experiment that gives it up
 */
export function reserveFingerprint(lab: Lab, fingerprint: string, experimentId: string, from: string | null = null): Write {
  return {
    kind: "put",
    table: lab.tables.experiments,
    item: { ...fingerprintKey(fingerprint), experimentId },
    condition: { any: [["pk", "absent"], ["experimentId", "=", experimentId], ...(from === null ? [] : [["experimentId", "=", from] as const])] },
  };
}

/** Frees the fingerprint of an experiment that ended without a result, so that the plan may be run again. */
export function freeFingerprint(lab: Lab, record: Pick<ExperimentRecord, "id" | "fingerprint">): Write[] {
  if (record.fingerprint === null) return [];
  return [
    {
      kind: "delete",
      table: lab.tables.experiments,
      key: fingerprintKey(record.fingerprint),
      condition: { any: [["pk", "absent"], ["experimentId", "=", record.id]] },
    },
  ];
}
