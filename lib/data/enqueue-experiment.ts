import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { StorageUnavailableError } from "../errors.ts";
import type { Experiment } from "../experiment/schema.ts";
import { findTwin } from "./find-twin.ts";
import { getExperiment } from "./get-experiment.ts";
import { EXPIRES_AT, idempotencyKey } from "./keys.ts";
import type { Lab } from "./lab.ts";
import { type NewExperiment, putQueued, queuedRecord } from "./queued-experiment.ts";
import { toExperiment } from "./record.ts";

export type { NewExperiment };
export type EnqueueResult = { outcome: "created" | "repeated"; experiment: Experiment } | { outcome: "duplicate-plan"; twinId: string };

/** Seconds for which a repeated launch is recognised. */
const IDEMPOTENCY_SECONDS = 24 * 3600;
const ROUNDS = 8;
const UsedKeySchema = z.object({ experimentId: z.string(), [EXPIRES_AT]: z.number() });

/**
 * Puts an experiment into the queue; with a plan, its fingerprint is reserved in the same transaction:
 * a plan runs once on a suite, or once more in full where the screening had ended it.
 * A used idempotency key returns what it made, before anything else is looked at.
 * @throws {StorageUnavailableError}
 */
export async function enqueueExperiment(lab: Lab, wanted: NewExperiment): Promise<EnqueueResult> {
  const table = lab.tables.experiments;
  const now = lab.now();
  const epoch = Math.floor(now.getTime() / 1000);
  const record = queuedRecord(now, wanted);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const repeated = wanted.idempotencyKey === null ? null : await findUse(lab, wanted.idempotencyKey, epoch);
    if (repeated) return { outcome: "repeated", experiment: repeated };
    const twinId = record.fingerprint === null ? null : await findTwin(lab, record.fingerprint);
    if (twinId !== null && !(await mayFollow(lab, wanted, twinId))) return { outcome: "duplicate-plan", twinId };
    const written = await lab.db.write(
      ...putQueued(lab, record, twinId),
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

/** A plan that the screening ended has no result on its suite: whoever asks for all of it gets it, and takes over its fingerprint. */
async function mayFollow(lab: Lab, { screening = true }: NewExperiment, twinId: string): Promise<boolean> {
  if (screening) return false;
  const twin = await getExperiment(lab, twinId);
  return twin?.status === "completed" && twin.evaluation?.reached === "screen";
}

async function findUse(lab: Lab, key: string, epoch: number): Promise<Experiment | null> {
  const item = await lab.db.get(lab.tables.experiments, idempotencyKey(key));
  if (!item) return null;
  const used = UsedKeySchema.parse(item);
  return used[EXPIRES_AT] > epoch ? getExperiment(lab, used.experimentId) : null;
}
