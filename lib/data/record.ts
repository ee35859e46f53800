import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Item } from "../aws/dynamodb.ts";
import { HELD_OUT_SUITE_ID } from "../clips/suites.ts";
import { isActive } from "../experiment/is-active.ts";
import type { Experiment, ExperimentSummary } from "../experiment/schema.ts";
import { ExperimentSchema, ExperimentSummarySchema, IntervalSchema, ResearcherSchema, VerdictSchema } from "../experiment/schema.ts";
import { ExpectedSchema } from "../plan/schema.ts";
import { TRACKS, trackOf } from "../plan/track.ts";
import { sparklineOf } from "../metrics/sparkline.ts";
import { ALL, experimentKey, QUEUE, sortKey } from "./keys.ts";
import { searchTextOf } from "./search-text.ts";
import { numberKeysOf } from "./sort-numbers.ts";

/*
 * How an experiment lies in DynamoDB: its fields, a few of the data layer's own, the summary that the lists read, and
 * the index attributes, all derived here from the record by one function, so that no write can leave them out of step.
 */

/** The record with what only the data layer knows. */
export const RecordSchema = ExperimentSchema.extend({
  /** Counts writes; each write is conditional on the number it read. */
  revision: z.int(),
  /** Attempts that were given back and do not count. */
  releases: z.int(),
  /** Marks one call of claim, so that a claim whose reply was lost on the way is recognised. */
  claimId: z.string().nullable(),
  /** When a write last changed its row of the history, by the writer's clock; null in records from before it was kept. */
  changedAt: z.string().nullable().default(null),
});
export type ExperimentRecord = z.infer<typeof RecordSchema>;

/** The few numbers of the trend, copied into the indexes `finished` and `best`. */
export const TrendSchema = z.object({
  id: z.string(),
  finishedAt: z.string(),
  suiteId: z.string(),
  verdict: VerdictSchema,
  reductionPercent: z.number().nullable(),
  /** Records from before there were intervals have none. */
  interval: IntervalSchema.nullable().default(null),
  unverified: z.boolean(),
  /** Records from before there were tracks have none. */
  track: z.enum(TRACKS).default("fidelity"),
  /** Counts for "the best so far": verified, told from zero, of the fidelity track, and not on the held-out suite. */
  eligible: z.boolean(),
  /** What was predicted and by whom, for calibration; none in records from before it was kept here. */
  expected: ExpectedSchema.nullable().default(null),
  researcher: ResearcherSchema.pick({ kind: true, model: true }).nullable().default(null),
});
export type Trend = z.infer<typeof TrendSchema>;

/** Characters kept of a failed tool's output in the history row; the record has all of it. */
const SUMMARY_DETAIL = 500;
/** An inconclusive one is no best: its reduction may be none. */
const CONCLUSIVE = new Set<string | null>(["better", "worse"]);

/** Parses an item of the table. */
export function toRecord(item: Item): ExperimentRecord {
  return RecordSchema.parse(item);
}

/** The experiment without the data layer's own fields. */
export function toExperiment(record: ExperimentRecord): Experiment {
  return ExperimentSchema.parse(record);
}

export function summaryOf(experiment: Experiment): ExperimentSummary {
  const { failure, suite, evaluation } = experiment;
  const short = failure && { ...failure, detail: failure.detail?.slice(-SUMMARY_DETAIL) ?? null };
  return ExperimentSummarySchema.parse({
    ...experiment, failure: short, suiteId: suite.id, suiteTitle: suite.title, reached: evaluation?.reached ?? null, champion: evaluation?.champion?.confirmed ?? false,
    importFlags: experiment.imported?.flags.map(({ code }) => code) ?? [], sparkline: sparklineOf(experiment),
  });
}

/** Whom the lists name as the one who proposed the plan: a model by its name, others by their kind. */
export function modelOf({ researcher }: Pick<Experiment, "researcher">): string | null {
  return researcher && (researcher.kind === "model" ? (researcher.model ?? researcher.kind) : researcher.kind);
}

/** null while the experiment has not finished. */
export function trendOf({ id, suite, verdict, headline, finishedAt, plan, expected, researcher }: Experiment): Trend | null {
  if (finishedAt === null || verdict === null) return null;
  const unverified = verdict === "unverified";
  const reductionPercent = (unverified ? (headline?.reductionPercent ?? headline?.claimedReductionPercent) : headline?.reductionPercent) ?? null;
  const track = trackOf(plan);
  const eligible = CONCLUSIVE.has(verdict) && reductionPercent !== null && track === "fidelity" && suite.id !== HELD_OUT_SUITE_ID;
  const interval = unverified ? null : (headline?.interval ?? null);
  return { id, finishedAt, suiteId: suite.id, verdict, reductionPercent, interval, unverified, track, eligible, expected, researcher: researcher && { kind: researcher.kind, model: researcher.model } };
}

/** The whole item: keys, record, summary and index attributes. An index attribute that is undefined keeps the item out of that index. */
export function toItem(record: ExperimentRecord): Item {
  const { id, createdAt, status, leaseExpiresAt, verdict, method, suite, finishedAt } = record;
  const trend = trendOf(record);
  const waiting = isActive(record);
  return {
    ...experimentKey(id),
    ...record,
    // Beside the summary's own fields, for filters only: whoever reads a row has the hypothesis itself, and the suite by its id.
    summary: { ...summaryOf(record), search: searchTextOf(record), clips: suite.clips.map((clip) => clip.id) },
    ixSort: sortKey(createdAt, id),
    ixHistory: ALL,
    ixStatus: status,
    ixSuite: suite.id,
    ixMethod: method ?? undefined,
    ixVerdict: verdict ?? undefined,
    ixModel: modelOf(record) ?? undefined,
    ...numberKeysOf(record),
    ixChanged: ALL,
    // One from before changes were kept counts as changed when it last can have been.
    ixChangedAt: sortKey(record.changedAt ?? finishedAt ?? createdAt, id),
    ixUnanalysed: status === "completed" && record.analysedAt === null ? ALL : undefined,
    ixQueue: waiting ? QUEUE.experiments : undefined,
    // Like a message queue: a queued one is visible from its creation, a running one when its lease ends.
    ixVisibleAt: waiting ? sortKey(leaseExpiresAt ?? createdAt, id) : undefined,
    queueStatus: waiting ? status : undefined,
    trend: trend ?? undefined,
    ixFinished: trend ? ALL : undefined,
    ixFinishedAt: finishedAt !== null && trend ? sortKey(finishedAt, id) : undefined,
    ixBest: trend?.eligible ? ALL : undefined,
    ixReduction: trend?.eligible ? (trend.reductionPercent ?? undefined) : undefined,
  };
}

/** What has to be written to turn one item into the other. Attributes that this version does not know stay as they are. */
export function changeBetween(before: Item, after: Item): { set: Item; remove: string[] } {
  const set: Item = {};
  const remove: string[] = [];
  for (const [name, value] of Object.entries(after)) {
    if (value === undefined) {
      if (before[name] !== undefined) remove.push(name);
    } else if (!isDeepStrictEqual(before[name], value)) set[name] = value;
  }
  return { set, remove };
}
