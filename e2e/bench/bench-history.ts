import type { Lab } from "#lib/data/lab.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import { importExperiment } from "#lib/data/import-experiment.ts";
import { INDEXES, ALL } from "#lib/data/keys.ts";
import { listExperiments } from "#lib/data/list-experiments.ts";
import { buildExperiment } from "../builders.ts";
import { timeInTurn } from "./statistics.ts";

export interface HistoryFigures {
  experiments: number;
  bareMs: number;
  listMs: number;
  apiMs: number;
  overviewMs: number;
  pageMs: number;
}

const ROUNDS = 40;
const PAGE = 25;
const AT_ONCE = 16;

/** One finished experiment of the history, a minute after the one before. */
function historyRecord(index: number): Experiment {
  const createdAt = new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString();
  return buildExperiment({ id: `bench-${String(index).padStart(6, "0")}`, createdAt, rateFactors: [0.6 + (index % 70) / 100] });
}

async function fetched(url: string): Promise<void> {
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}

/** Fills the history and times a page of it: a bare Query of the index, the data layer, the API, the dashboard's HTML. */
export async function benchHistory(lab: Lab, address: string, experiments: number): Promise<HistoryFigures> {
  for (let from = 0; from < experiments; from += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, experiments - from) }, (_, offset) => importExperiment(lab, historyRecord(from + offset))));
  }
  const { name, partition } = INDEXES.history;
  const times = await timeInTurn(
    {
      bare: () => lab.db.query({ table: lab.tables.experiments, index: name, key: [[partition, "=", ALL]], newestFirst: true, limit: PAGE }),
      list: () => listExperiments(lab, { limit: PAGE }),
      api: () => fetched(`${address}/api/experiments?limit=${PAGE}`),
      overview: () => fetched(`${address}/api/overview`),
      page: () => fetched(`${address}/`),
    },
    ROUNDS,
  );
  return { experiments, bareMs: times.bare, listMs: times.list, apiMs: times.api, overviewMs: times.overview, pageMs: times.page };
}
