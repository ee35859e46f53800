import type { Experiment, ExperimentSummary } from "../experiment/schema.ts";
import { getExperiment } from "./get-experiment.ts";
import type { Lab } from "./lab.ts";
import { listExperiments, type ListRequest } from "./list-experiments.ts";

const PAGE = 100;

/**
 * Every experiment that fits, newest first, page by page as it is read: however many there are, one page is held.
 * @throws {StorageUnavailableError}
 */
export async function* walkExperiments(lab: Lab, filter: Omit<ListRequest, "limit" | "cursor">): AsyncGenerator<ExperimentSummary> {
  let cursor: string | undefined;
  do {
    const page = await listExperiments(lab, { ...filter, limit: PAGE, cursor });
    yield* page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** The whole record of each, one at a time. @throws {StorageUnavailableError} */
export async function* walkRecords(lab: Lab, ids: AsyncIterable<Pick<ExperimentSummary, "id">>): AsyncGenerator<Experiment> {
  for await (const { id } of ids) {
    const experiment = await getExperiment(lab, id);
    if (experiment) yield experiment;
  }
}
