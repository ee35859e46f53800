import { cache } from "react";
import { getLab } from "#app/lab.ts";
import { experimentReply } from "#lib/api/experiment-reply.ts";
import { type ExperimentReply, experimentId } from "#lib/api/schema.ts";
import { getExperiment } from "#lib/data/get-experiment.ts";
import { listReasoning } from "#lib/data/list-reasoning.ts";
import { StorageUnavailableError } from "#lib/errors.ts";

export type ReadReply = { outcome: "found"; reply: ExperimentReply } | { outcome: "unknown" } | { outcome: "unavailable" };

/**
 * Reads one experiment with its reasoning, once for metadata and page together. With storage away, the page still
 * comes, without data: the browser asks the API, says what is wrong and tries again.
 */
export const readReply = cache(async (id: string): Promise<ReadReply> => {
  if (!experimentId.safeParse(id).success) return { outcome: "unknown" };
  const lab = getLab();
  try {
    const experiment = await getExperiment(lab, id);
    if (!experiment) return { outcome: "unknown" };
    return { outcome: "found", reply: experimentReply(experiment, await listReasoning(lab, id)) };
  } catch (error) {
    if (error instanceof StorageUnavailableError) return { outcome: "unavailable" };
    throw error;
  }
});
