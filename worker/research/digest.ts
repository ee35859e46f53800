import { getExperiment } from "#lib/data/get-experiment.ts";
import type { Lab } from "#lib/data/lab.ts";
import { listExperiments } from "#lib/data/list-experiments.ts";
import type { Experiment, ExperimentSummary } from "#lib/experiment/schema.ts";
import type { Digest } from "#lib/research/digest-schema.ts";
import { isHeldOut } from "#lib/research/held-out.ts";
import { chooseDetails, summarise } from "#lib/research/summarise.ts";

/** Rows that a digest reads at most: of the suite, and of all suites. Bounds what a call costs on a long history. */
export const MAX_SUITE_ROWS = 300;
const MAX_OTHER_ROWS = 100;
const PAGE = 100;

async function newest(lab: Lab, suiteId: string | undefined, most: number): Promise<{ items: ExperimentSummary[]; more: boolean }> {
  const items: ExperimentSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await listExperiments(lab, { limit: Math.min(PAGE, most - items.length), cursor, suiteId });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && items.length < most);
  return { items, more: cursor !== undefined };
}

/**
 * What the researcher may know of the past when it works on this suite: the newest experiments of the suite and of all
 * others summarised, the best, the newest and the incomparable of this suite in full. Never the held-out suite.
 * @param without the experiment that is being planned: it is not past yet
 */
export async function buildDigest(lab: Lab, { suiteId, without = null }: { suiteId: string; without?: string | null }): Promise<Digest> {
  if (isHeldOut(suiteId)) return summarise({ suiteId, rows: [], details: [], olderExist: false });
  const [ofSuite, ofAll] = await Promise.all([newest(lab, suiteId, MAX_SUITE_ROWS), newest(lab, undefined, MAX_OTHER_ROWS)]);
  const rows = [...new Map([...ofSuite.items, ...ofAll.items].filter((row) => row.id !== without).map((row) => [row.id, row])).values()];
  const wanted = chooseDetails({ suiteId, rows });
  const found = await Promise.all(wanted.map((id) => getExperiment(lab, id)));
  const details = found.filter((experiment): experiment is Experiment => experiment !== null);
  return summarise({ suiteId, rows, details, olderExist: ofSuite.more || ofAll.more });
}
