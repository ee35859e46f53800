import { findTwin } from "#lib/data/find-twin.ts";
import type { Lab } from "#lib/data/lab.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import { fingerprintOf } from "#lib/plan/fingerprint.ts";
import type { IsTaken } from "#worker/research/researcher.ts";

/** Says which other experiment has run (or is running) a plan on this experiment's suite. */
export function takenBy(lab: Lab, { id, suite }: Pick<Experiment, "id" | "suite">): IsTaken {
  return async (plan) => {
    const twin = await findTwin(lab, fingerprintOf(plan, suite));
    return twin === id ? null : twin;
  };
}
