import type { ExperimentSummary } from "../experiment/schema.ts";
import type { Lab } from "./lab.ts";
import { listExperiments } from "./list-experiments.ts";

const PAGE = 50;
/** Pages that are read at most: behind 250 waiting or imported ones, the feed is short rather than dear. */
const PAGES = 5;

/**
 * The newest experiments of this lab that have ended, newest first; imported records are none.
 * @throws {StorageUnavailableError}
 */
export async function listFinished(lab: Lab, most: number): Promise<ExperimentSummary[]> {
  const rows: ExperimentSummary[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES && rows.length < most; page += 1) {
    const { items, nextCursor } = await listExperiments(lab, { limit: PAGE, cursor });
    rows.push(...items.filter((row) => row.finishedAt !== null && row.origin !== "imported"));
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return rows.slice(0, most);
}
