import { setTimeout as sleep } from "node:timers/promises";
import type { Clause } from "../aws/expressions.ts";
import type { Write } from "../aws/dynamodb.ts";
import type { Autopilot } from "../autopilot/schema.ts";
import { StorageUnavailableError } from "../errors.ts";
import { getAutopilot } from "./get-autopilot.ts";
import { AUTOPILOT_KEY } from "./keys.ts";
import type { Lab } from "./lab.ts";

/** What to do with the record that was read. */
export interface AutopilotDecision<T> {
  /** What the verb returns. */
  value: T;
  /** The record as it shall be; without it nothing is written. */
  next?: Autopilot;
  /** Writes that succeed or fail together with it. */
  also?: readonly Write[];
}

/** Rounds of read, decide, write before the record counts as too busy. */
const ROUNDS = 12;

/** The record with changes, as the write after the one that was read. */
export function changed(autopilot: Autopilot, change: Partial<Autopilot>): Autopilot {
  return { ...autopilot, ...change, revision: autopilot.revision + 1 };
}

/**
 * The one way in which the autopilot changes: read it, decide, write on the condition that its revision is still the one
 * that was read; when somebody was faster, read and decide again.
 * @throws {StorageUnavailableError}
 */
export async function changeAutopilot<T>(lab: Lab, decide: (autopilot: Autopilot | null) => AutopilotDecision<T> | Promise<AutopilotDecision<T>>): Promise<T> {
  const table = lab.tables.experiments;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const autopilot = await getAutopilot(lab);
    const { value, next, also } = await decide(autopilot);
    if (!next) return value;
    const unchanged: Clause = autopilot ? ["revision", "=", autopilot.revision] : ["pk", "absent"];
    if (await lab.db.write({ kind: "put", table, item: { ...AUTOPILOT_KEY, ...next }, condition: { all: [unchanged] } }, ...(also ?? []))) return value;
    await sleep(Math.random() * 10 * round);
  }
  throw new StorageUnavailableError("dynamodb", "change of the autopilot", new Error(`others wrote it ${ROUNDS} times in a row`));
}
