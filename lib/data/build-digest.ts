import { isActive } from "../experiment/is-active.ts";
import type { Experiment, Status } from "../experiment/schema.ts";
import type { KnowledgeDocument } from "../knowledge/document.ts";
import type { Digest, DigestRow } from "../research/digest-schema.ts";
import { isHeldOut, withoutHeldOut } from "../research/held-out.ts";
import { chooseAmong, digestDetail, digestRow, summarise } from "../research/summarise.ts";
import { getExperiment } from "./get-experiment.ts";
import type { Lab } from "./lab.ts";
import { listExperiments } from "./list-experiments.ts";
import { readKnowledge } from "./read-knowledge.ts";

/** Waiting and running experiments that a digest names at most, the newest of each. */
const MOST_OPEN = 100;

async function openRows(lab: Lab, status: Status): Promise<DigestRow[]> {
  const { items } = await listExperiments(lab, { limit: MOST_OPEN, status });
  return items.filter(({ suiteId }) => !isHeldOut(suiteId)).map(digestRow);
}

const newestFirst = (a: DigestRow, b: DigestRow): number => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id);

function historyOf({ knowledge: { history } }: KnowledgeDocument): Digest["history"] {
  const { count, groups, claimedPercent, ids } = history;
  return { count, identical: Math.max(0, ...groups.map(({ n }) => n)), claimedPercent, ids };
}

export interface BuiltDigest {
  digest: Digest;
  /** False while a long history is being read for the first time. */
  complete: boolean;
}

/**
 * What the researcher may know of the past when it works on this suite: what was folded from every settled experiment of
 * the suite and of all others, their newest and best trials in one row each, what waits or runs, and the best, the newest
 * and the incomparable of this suite in full. Reads a bounded number of items, whatever the history. Never the held-out suite.
 * @param without the experiment that is being planned: it is not past yet
 * @param most see readKnowledge
 * @throws {StorageUnavailableError}
 */
export async function readDigest(lab: Lab, { suiteId, without = null, most }: { suiteId: string; without?: string | null; most?: number }): Promise<BuiltDigest> {
  if (isHeldOut(suiteId)) return { digest: summarise({ suiteId, rows: [], details: [], olderExist: false }), complete: true };
  const [here, everywhere, queued, running] = await Promise.all([
    readKnowledge(lab, { kind: "suite", suiteId }, { most }), readKnowledge(lab, { kind: "all" }, { most }), openRows(lab, "queued"), openRows(lab, "running"),
  ]);
  // What has ended comes last and wins: the index of those that run lags a moment behind.
  const all = new Map([...queued, ...running, ...everywhere.document.rows, ...here.document.rows].map((row) => [row.id, row]));
  const rows = [...all.values()].filter(({ id }) => id !== without).sort(newestFirst);
  const found = await Promise.all(chooseAmong(suiteId, rows).map((id) => getExperiment(lab, id)));
  const details = found.filter((experiment): experiment is Experiment => experiment !== null).map(withoutHeldOut);
  const settled = everywhere.document.knowledge.counts.settled;
  const digest: Digest = {
    suiteId, rows, details: details.map(digestDetail), history: historyOf(everywhere.document),
    olderExist: settled > rows.filter((row) => !isActive(row)).length,
    knowledge: { here: here.document.knowledge, everywhere: everywhere.document.knowledge },
  };
  return { digest, complete: here.complete && everywhere.complete };
}

/** The digest of readDigest, with everything in it. @throws {StorageUnavailableError} */
export async function buildDigest(lab: Lab, request: { suiteId: string; without?: string | null }): Promise<Digest> {
  return (await readDigest(lab, request)).digest;
}
