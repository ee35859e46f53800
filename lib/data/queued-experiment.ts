import type { Write } from "../aws/dynamodb.ts";
import type { Suite } from "../clips/schema.ts";
import type { ORIGINS, Researcher } from "../experiment/schema.ts";
import { fingerprintOf } from "../plan/fingerprint.ts";
import { methodOf } from "../plan/method.ts";
import type { Expected, Plan } from "../plan/schema.ts";
import type { Lab } from "./lab.ts";
import { newId } from "./new-id.ts";
import type { ExperimentRecord } from "./record.ts";
import { toItem } from "./record.ts";
import { count, reserveFingerprint } from "./settle.ts";

export interface NewExperiment {
  suite: Suite;
  origin: (typeof ORIGINS)[number];
  parentId: string | null;
  /** null: the researcher decides when a worker takes it up. */
  plan: Plan | null;
  hypothesis: string | null;
  why: string | null;
  expected: Expected | null;
  researcher: Researcher | null;
  /** false: the suite is measured in full, whatever a first look says. */
  screening?: boolean;
  idempotencyKey: string | null;
}

/** The record of an experiment that waits for a worker. */
export function queuedRecord(now: Date, wanted: Omit<NewExperiment, "idempotencyKey">): ExperimentRecord {
  const { suite, origin, parentId, plan, hypothesis, why, expected, researcher, screening = true } = wanted;
  return {
    id: newId("exp"), createdAt: now.toISOString(), origin, parentId, suite, screening,
    plan, fingerprint: plan && fingerprintOf(plan, suite), method: plan && methodOf(plan), hypothesis, why, expected, researcher,
    status: "queued", stage: null, progress: null, stages: [], owner: null, attempt: 0, leaseExpiresAt: null, cancelRequested: false,
    startedAt: null, finishedAt: null, runtimeMs: null,
    verdict: null, verdictReason: null, headline: null, failure: null, applied: null, results: null, artifacts: [],
    resultDigest: null, identicalTo: [], evaluation: null, lineage: null, novelty: null, imported: null, analysedAt: null, finding: null,
    revision: 0, releases: 0, claimId: null, changedAt: now.toISOString(),
  };
}

/**
 * What puts it into the queue: the record, the counter and, with a plan, the reservation of its fingerprint.
 * @param from an experiment that gives that up
 */
export function putQueued(lab: Lab, record: ExperimentRecord, from: string | null = null): Write[] {
  return [
    { kind: "put", table: lab.tables.experiments, item: toItem(record), condition: { all: [["pk", "absent"]] } },
    count(lab, { created: true }),
    ...(record.fingerprint === null ? [] : [reserveFingerprint(lab, record.fingerprint, record.id, from)]),
  ];
}
