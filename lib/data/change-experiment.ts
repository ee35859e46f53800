import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Item, Write } from "../aws/dynamodb.ts";
import { StorageUnavailableError } from "../errors.ts";
import { experimentKey } from "./keys.ts";
import type { Lab, Lease } from "./lab.ts";
import type { ExperimentRecord } from "./record.ts";
import { changeBetween, summaryOf, toItem, toRecord } from "./record.ts";
import { noteUnfolded } from "./unfolded.ts";

/** What to do with the record that was read. */
export interface Decision<T> {
  /** What the verb returns. */
  value: T;
  /** The record as it shall be; without it nothing is written. */
  next?: ExperimentRecord;
  /** Writes that belong to it and succeed or fail together with it. */
  also?: readonly Write[];
}

/** Rounds of read, decide, write before the item counts as too busy. A round is lost only when somebody else wrote. */
const ROUNDS = 12;

/**
 * The one way in which an experiment changes: read it, decide, write on the condition that revision, owner and attempt
 * are still those that were read; when somebody was faster, read and decide again. Where it ends or gets its finding, the
 * knowledge is told in the same write. `decide` gets null for an unknown id.
 * @throws {StorageUnavailableError}
 */
export async function changeExperiment<T>(
  lab: Lab,
  id: string,
  decide: (record: ExperimentRecord | null) => Decision<T> | Promise<Decision<T>>,
): Promise<T> {
  const table = lab.tables.experiments;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const item = await lab.db.get(table, experimentKey(id));
    const record = item ? toRecord(item) : null;
    const { value, next, also } = await decide(record);
    if (!next || !item || !record) return value;
    if (await lab.db.write(updateOf(table, item, record, next, lab.now()), ...(also ?? []), ...noteUnfolded(lab, record, next))) return value;
    await sleep(Math.random() * 10 * round);
  }
  throw new StorageUnavailableError("dynamodb", `change of experiment ${id}`, new Error(`others wrote it ${ROUNDS} times in a row`));
}

function updateOf(table: string, item: Item, record: ExperimentRecord, next: ExperimentRecord, now: Date): Write {
  // A heartbeat changes no row: whoever polls the history is not told of it.
  const sameRow = isDeepStrictEqual(summaryOf(record), summaryOf(next));
  return {
    kind: "update",
    table,
    key: experimentKey(record.id),
    change: changeBetween(item, toItem({ ...next, revision: record.revision + 1, changedAt: sameRow ? record.changedAt : now.toISOString() })),
    condition: { all: [["revision", "=", record.revision], ["owner", "=", record.owner], ["attempt", "=", record.attempt]] },
  };
}

/** Whether the lease is the one that runs this experiment. */
export function holds(record: ExperimentRecord | null, lease: Lease): record is ExperimentRecord {
  return record !== null && record.status === "running" && record.owner === lease.owner && record.attempt === lease.attempt;
}

/** Whether this very lease already settled the experiment so: the write went through and its reply was lost on the way. */
export function settledBy(record: ExperimentRecord | null, lease: Lease, status: ExperimentRecord["status"]): boolean {
  return record !== null && record.status === status && record.owner === lease.owner && record.attempt === lease.attempt;
}
