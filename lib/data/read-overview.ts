import { z } from "zod";
import type { OverviewReply } from "../api/schema.ts";
import { ExperimentSchema, VERDICTS } from "../experiment/schema.ts";
import { TARGET_PERCENT } from "../metrics/verdict.ts";
import { listChampions } from "./find-champion.ts";
import { ALL, experimentKey, INDEXES, QUEUE, STATS_KEY, WARNINGS } from "./keys.ts";
import type { Lab } from "./lab.ts";
import type { Trend } from "./record.ts";
import { TrendSchema } from "./record.ts";
import { readFleet } from "./read-fleet.ts";

/** Points of the trend. */
const TREND = 200;
/** Groups of identical results that are warned about. */
const WARNED = 50;

const TrendRowSchema = z.object({ trend: TrendSchema });
const WarningSchema = z.object({ digest: z.string(), count: z.int(), experimentIds: z.array(z.string()) });

/**
 * Everything for the dashboard's head, by a handful of bounded reads: the cost follows the queue's length and the 200
 * points of the trend, not the history.
 * @throws {StorageUnavailableError}
 */
export async function readOverview(lab: Lab, { aliveWithinSeconds }: { aliveWithinSeconds: number }): Promise<OverviewReply> {
  const [experiments, best, champion, trend, queue, { workers, fleet }, warnings] = await Promise.all([
    readCounters(lab),
    readBest(lab),
    readChampion(lab),
    readTrend(lab),
    countQueue(lab),
    readFleet(lab, { aliveWithinSeconds }),
    readWarnings(lab),
  ]);
  return { experiments, best, champion, targetPercent: TARGET_PERCENT, queue, workers, fleet, trend, warnings };
}

async function readCounters(lab: Lab): Promise<OverviewReply["experiments"]> {
  const item = (await lab.db.get(lab.tables.experiments, STATS_KEY)) ?? {};
  const counter = z.int().default(0);
  const counts = VERDICTS.map((verdict) => [verdict, counter.parse(item[`verdict#${verdict}`])] as const);
  return { total: counter.parse(item.total), byVerdict: Object.fromEntries(counts.filter(([, count]) => count > 0)) };
}

async function readBest(lab: Lab): Promise<OverviewReply["best"]> {
  const [top] = await bestRows(lab, 1);
  if (!top || top.reductionPercent === null) return null;
  return { id: top.id, reductionPercent: top.reductionPercent, interval: top.interval, suiteId: top.suiteId, hypothesis: await hypothesisOf(lab, top.id) };
}

async function readChampion(lab: Lab): Promise<OverviewReply["champion"]> {
  const [first] = await listChampions(lab);
  if (!first) return null;
  const { since: _since, ...champion } = first;
  return { ...champion, hypothesis: await hypothesisOf(lab, champion.id) };
}

async function hypothesisOf(lab: Lab, id: string): Promise<string | null> {
  return ExperimentSchema.pick({ hypothesis: true }).parse(await lab.db.get(lab.tables.experiments, experimentKey(id))).hypothesis;
}

async function bestRows(lab: Lab, limit: number): Promise<Trend[]> {
  const { name, partition } = INDEXES.best;
  const { items } = await lab.db.query({ table: lab.tables.experiments, index: name, key: [[partition, "=", ALL]], newestFirst: true, limit });
  return items.map((item) => TrendRowSchema.parse(item).trend);
}

async function readTrend(lab: Lab): Promise<OverviewReply["trend"]> {
  const { name, partition } = INDEXES.finished;
  const { items, lastKey } = await lab.db.query({ table: lab.tables.experiments, index: name, key: [[partition, "=", ALL]], newestFirst: true, limit: TREND });
  const rows = items.map((item) => TrendRowSchema.parse(item).trend).reverse();
  const [oldest] = rows;
  let best: number | null = null;
  if (lastKey && oldest) {
    // The window holds at most 200 of the best rows, so that the best one before it is among the first 201.
    const before = (await bestRows(lab, TREND + 1)).find(({ finishedAt }) => finishedAt < oldest.finishedAt);
    best = before?.reductionPercent ?? null;
  }
  return rows.map(({ eligible, expected: _expected, researcher: _researcher, ...row }) => {
    if (eligible && row.reductionPercent !== null && (best === null || row.reductionPercent > best)) best = row.reductionPercent;
    return { ...row, bestSoFarPercent: best };
  });
}

async function countQueue(lab: Lab): Promise<OverviewReply["queue"]> {
  const { name, partition } = INDEXES.queue;
  const counts = { queued: 0, running: 0 };
  let startKey;
  do {
    const page = await lab.db.query({ table: lab.tables.experiments, index: name, key: [[partition, "=", QUEUE.experiments]], limit: 1000, startKey });
    for (const { queueStatus } of page.items) counts[queueStatus === "running" ? "running" : "queued"] += 1;
    startKey = page.lastKey;
  } while (startKey);
  return counts;
}

async function readWarnings(lab: Lab): Promise<OverviewReply["warnings"]> {
  const { items } = await lab.db.query({ table: lab.tables.experiments, key: [["pk", "=", WARNINGS]], limit: WARNED });
  return items
    .map((item) => WarningSchema.parse(item))
    .sort((a, b) => b.count - a.count)
    .map(({ digest, count, experimentIds }) => ({
      kind: "identical-results" as const, digest, count, experimentIds,
      message: `${count} experiments have identical results: the same output, whatever their plans say. What differs between them changed nothing.`,
    }));
}
