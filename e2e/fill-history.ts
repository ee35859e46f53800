import type { Lab } from "#lib/data/lab.ts";
import { toItem } from "#lib/data/record.ts";
import type { Experiment } from "#lib/experiment/schema.ts";

/**
 * Puts many records into the history at once, as they are: in every list, but without what an import counts and compares
 * (totals, twins, fingerprints, knowledge). For histories that are long, not for what an experiment leaves elsewhere.
 */
export async function fillHistory(lab: Lab, experiments: readonly Experiment[]): Promise<void> {
  await lab.db.putMany(lab.tables.experiments, experiments.map((experiment) => toItem({ ...experiment, revision: 0, releases: 0, claimId: null, changedAt: null })));
}
