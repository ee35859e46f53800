import type { Experiment } from "../experiment/schema.ts";
import { experimentKey } from "./keys.ts";
import type { Lab } from "./lab.ts";
import { toExperiment, toRecord } from "./record.ts";
import { readResult } from "./result-twins.ts";

/**
 * One experiment, strongly consistent. `identicalTo` names every other experiment with the same result as of now, so
 * that the older one's page says so as well, although its record is not rewritten.
 * @throws {StorageUnavailableError}
 */
export async function getExperiment(lab: Lab, id: string): Promise<Experiment | null> {
  const item = await lab.db.get(lab.tables.experiments, experimentKey(id));
  if (!item) return null;
  const experiment = toExperiment(toRecord(item));
  if (experiment.resultDigest === null || experiment.finishedAt === null) return experiment;
  const { experimentIds } = await readResult(lab, experiment.resultDigest);
  return { ...experiment, identicalTo: experimentIds.filter((other) => other !== id) };
}
