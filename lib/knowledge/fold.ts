import type { Experiment } from "../experiment/schema.ts";
import type { Plan } from "../plan/schema.ts";
import { foldInsights } from "../insights/fold-insights.ts";
import { isEvidence, type DigestRow } from "../research/digest-schema.ts";
import { isHeldOut, withoutHeldOut } from "../research/held-out.ts";
import { digestRow } from "../research/summarise.ts";
import type { KnowledgeDocument } from "./document.ts";
import { foldClasses, foldClips, foldFamilies, foldMethods, foldShape, mayLead } from "./fold-best.ts";
import { foldEffects } from "./fold-effects.ts";
import { foldDeadEnds, foldFailures } from "./fold-failures.ts";
import { foldTried } from "./fold-tried.ts";
import { keepFirst, newest, put } from "./keep.ts";
import { BEST_TRIALS, FINDING_CHARS, MOST_CLAIMS, MOST_GROUPS, MOST_HISTORY_IDS, NEWEST_TRIALS } from "./limits.ts";
import type { Knowledge } from "./schema.ts";

const SETTLED = new Set<Experiment["status"]>(["completed", "failed", "cancelled"]);

function foldHistory({ count, groups, claimedPercent, ids }: Knowledge["history"], { id, headline, resultDigest }: Experiment): Knowledge["history"] {
  const grouped = resultDigest === null ? groups : put(groups, ({ digest }) => digest === resultDigest, (before) => ({ digest: resultDigest, n: (before?.n ?? 0) + 1 }));
  return {
    count: count + 1,
    groups: keepFirst(grouped, MOST_GROUPS, (a, b) => b.n - a.n || (a.digest < b.digest ? -1 : 1)),
    claimedPercent: [...new Set([...claimedPercent, ...(typeof headline?.claimedReductionPercent === "number" ? [headline.claimedReductionPercent] : [])])].slice(0, MOST_CLAIMS),
    ids: [id, ...ids].slice(0, MOST_HISTORY_IDS),
  };
}

/** A trial as it is kept: its prose is cut, its numbers are not. */
function rowOf(experiment: Experiment): DigestRow {
  const row = digestRow({ ...experiment, suiteId: experiment.suite.id });
  return { ...row, finding: row.finding?.slice(0, FINDING_CHARS) ?? null };
}

const worth = (row: DigestRow): number => (mayLead(row) ? row.reductionPercent : Number.NEGATIVE_INFINITY);

/** The rows, newest first, with one more in its place: the newest stay, and of the older ones the best. */
function insertRow(rows: readonly DigestRow[], row: DigestRow, scope: KnowledgeDocument["scope"]): DigestRow[] {
  const place = rows.findIndex((other) => newest([row.createdAt, row.id], [other.createdAt, other.id]) < 0);
  const all = rows.toSpliced(place === -1 ? rows.length : place, 0, row);
  if (all.length <= NEWEST_TRIALS[scope] + BEST_TRIALS[scope]) return all;
  // One came, so one goes: the worst of the older ones, of equals the oldest.
  let gone = all.length - 1;
  for (let index = all.length - 2; index >= NEWEST_TRIALS[scope]; index -= 1) if (worth(all[index]!) < worth(all[gone]!)) gone = index;
  return all.toSpliced(gone, 1);
}

/** What a completed experiment with a plan adds. */
function foldCompleted(knowledge: Knowledge, row: DigestRow & { plan: Plan }, experiment: Experiment, trials: readonly DigestRow[]): Knowledge {
  const measured = isEvidence(row);
  return {
    ...knowledge,
    methods: measured ? foldMethods(knowledge.methods, row) : knowledge.methods,
    families: measured ? foldFamilies(knowledge.families, row) : knowledge.families,
    classes: foldClasses(knowledge.classes, row, experiment),
    clips: foldClips(knowledge.clips, row, experiment),
    effects: measured ? foldEffects(knowledge.effects, row, trials, row.createdAt) : knowledge.effects,
    deadEnds: foldDeadEnds(knowledge.deadEnds, experiment),
    tried: foldTried(knowledge.tried, row.plan),
    shape: foldShape(knowledge.shape, row, experiment),
  };
}

/**
 * The document with one more settled experiment in it. Pure: the same experiments in the same order give the same document,
 * whether they come one by one or all at once. What does not belong into it (the held-out suite, what has not ended) changes
 * nothing; imported and unverified records are counted as history and no more. Folding an experiment twice counts it twice.
 */
export function fold(document: KnowledgeDocument, settled: Experiment): KnowledgeDocument {
  if (isHeldOut(settled.suite.id) || !SETTLED.has(settled.status)) return document;
  const experiment = withoutHeldOut(settled);
  const { knowledge, rows } = document;
  if (experiment.origin === "imported" || experiment.verdict === "unverified") {
    return { ...document, knowledge: { ...knowledge, history: foldHistory(knowledge.history, experiment) } };
  }
  const row = rowOf(experiment);
  const verdict = experiment.verdict ?? "inconclusive";
  const counted: Knowledge = {
    ...knowledge,
    counts: { settled: knowledge.counts.settled + 1, byVerdict: { ...knowledge.counts.byVerdict, [verdict]: (knowledge.counts.byVerdict[verdict] ?? 0) + 1 } },
    failures: experiment.status === "failed" ? foldFailures(knowledge.failures, experiment) : knowledge.failures,
  };
  const { plan } = row;
  return {
    ...document,
    insights: document.insights && foldInsights(document.insights, experiment),
    knowledge: experiment.status === "completed" && plan ? foldCompleted(counted, { ...row, plan }, experiment, rows) : counted,
    rows: insertRow(rows, row, document.scope),
  };
}

/** The document with the finding that an analysis wrote after the experiment was folded. */
export function foldFinding(document: KnowledgeDocument, { id, finding }: { id: string; finding: string }): KnowledgeDocument {
  return { ...document, rows: document.rows.map((row) => (row.id === id ? { ...row, finding: finding.slice(0, FINDING_CHARS) } : row)) };
}
