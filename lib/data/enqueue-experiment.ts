import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { StorageUnavailableError } from "../errors.ts";
import type { Suite } from "../clips/schema.ts";
import type { Experiment, ORIGINS, Researcher } from "../experiment/schema.ts";
import { fingerprintOf } from "../plan/fingerprint.ts";
import { methodOf } from "../plan/method.ts";
import type { Expected, Plan } from "../plan/schema.ts";
import { findTwin } from "./find-twin.ts";
import { getExperiment } from "./get-experiment.ts";
import { EXPIRES_AT, idempotencyKey } from "./keys.ts";
import type { Lab } from "./lab.ts";
import { newId } from "./new-id.ts";
import type { ExperimentRecord } from "./record.ts";
import { toExperiment, toItem } from "./record.ts";
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
  idempotencyKey: string | null;
}

export type EnqueueResult = { outcome: "created" | "repeated"; experiment: Experiment } | { outcome: "duplicate-plan"; twinId: string };

/** Seconds for which a repeated launch is recognised. */
const IDEMPOTENCY_SECONDS = 24 * 3600;
const ROUNDS = 8;
const UsedKeySchema = z.object({ experimentId: z.string(), [EXPIRES_AT]: z.number() });

/**
 * Puts an experiment into the queue; with a plan, its fingerprint is reserved in the same transaction.
 * A used idempotency key returns what it made, before anything else is looked at.
 * @throws {StorageUnavailableError}
 */
export async function enqueueExperiment(lab: Lab, wanted: NewExperiment): Promise<EnqueueResult> {
  const table = lab.tables.experiments;
  const now = lab.now();
  const epoch = Math.floor(now.getTime() / 1000);
  const record = queued(now, wanted);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const repeated = wanted.idempotencyKey === null ? null : await findUse(lab, wanted.idempotencyKey, epoch);
    if (repeated) return { outcome: "repeated", experiment: repeated };
    const twinId = record.fingerprint === null ? null : await findTwin(lab, record.fingerprint);
    if (twinId !== null) return { outcome: "duplicate-plan", twinId };
    const written = await lab.db.write(
      { kind: "put", table, item: toItem(record), condition: { all: [["pk", "absent"]] } },
      count(lab, { created: true }),
      ...(record.fingerprint === null ? [] : [reserveFingerprint(lab, record.fingerprint, record.id)]),
      ...(wanted.idempotencyKey === null
        ? []
        : [
            {
              kind: "put" as const,
              table,
              item: { ...idempotencyKey(wanted.idempotencyKey), experimentId: record.id, [EXPIRES_AT]: epoch + IDEMPOTENCY_SECONDS },
              // DynamoDB deletes expired items late (within days), so that the time decides and not the presence.
              condition: { any: [["pk", "absent"], [EXPIRES_AT, "<=", epoch]] } as const,
            },
          ]),
    );
    if (written) return { outcome: "created", experiment: toExperiment(record) };
    // Somebody took the key or the fingerprint in between: the next round reads who.
    await sleep(Math.random() * 10 * round);
  }
  throw new StorageUnavailableError("dynamodb", "enqueue", new Error(`others were faster ${ROUNDS} times in a row`));
}

async function findUse(lab: Lab, key: string, epoch: number): Promise<Experiment | null> {
  const item = await lab.db.get(lab.tables.experiments, idempotencyKey(key));
  if (!item) return null;
  const used = UsedKeySchema.parse(item);
  return used[EXPIRES_AT] > epoch ? getExperiment(lab, used.experimentId) : null;
}

function queued(now: Date, wanted: NewExperiment): ExperimentRecord {
  const { suite, origin, parentId, plan, hypothesis, why, expected, researcher } = wanted;
  return {
    id: newId("exp"), createdAt: now.toISOString(), origin, parentId, suite,
    plan, fingerprint: plan && fingerprintOf(plan, suite), method: plan && methodOf(plan), hypothesis, why, expected, researcher,
    status: "queued", stage: null, progress: null, stages: [], owner: null, attempt: 0, leaseExpiresAt: null, cancelRequested: false,
    startedAt: null, finishedAt: null, runtimeMs: null,
    verdict: null, verdictReason: null, headline: null, failure: null, applied: null, results: null, artifacts: [],
    resultDigest: null, identicalTo: [], analysedAt: null, finding: null,
    revision: 0, releases: 0, claimId: null,
  };
}
