import { compareReplyOf } from "../compare/compared-of.ts";
import type { CompareReply } from "../compare/schema.ts";
import { getExperiment } from "./get-experiment.ts";
import type { Lab } from "./lab.ts";

/**
 * The experiments of a comparison, in the order of the ids: a read each, whatever the length of the history.
 * @param ids a few, each once
 * @throws {StorageUnavailableError}
 */
export async function readComparison(lab: Lab, ids: readonly string[]): Promise<CompareReply> {
  const read = await Promise.all(ids.map((id) => getExperiment(lab, id)));
  return compareReplyOf(read.filter((experiment) => experiment !== null), ids.filter((_, index) => read[index] === null));
}
