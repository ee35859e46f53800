import { z } from "zod";
import type { OverviewReply } from "../api/schema.ts";
import { ExperimentSummarySchema, type WorkerInfo } from "../experiment/schema.ts";
import { INDEXES } from "./keys.ts";
import type { Lab } from "./lab.ts";
import { listWorkers } from "./list-workers.ts";

type Fleet = OverviewReply["fleet"];

/** A worker that ended without a word is shown as lost for so long, seconds. */
export const LOST_SECONDS = 900;
/** Workers shown, the busy ones first. */
const MOST_SHOWN = 50;
/** Running experiments that are looked at. */
const MOST_RUNNING = 100;

const RunningSchema = z.object({ summary: ExperimentSummarySchema.pick({ id: true, status: true, stage: true, progress: true, cancelRequested: true, attempt: true, startedAt: true, hypothesis: true }) });

/** Experiments that run now, by id; one query however long the history is. */
async function readRunning(lab: Lab): Promise<Map<string, z.infer<typeof RunningSchema>["summary"]>> {
  const { name, partition } = INDEXES.byStatus;
  const { items } = await lab.db.query({ table: lab.tables.experiments, index: name, key: [[partition, "=", "running"]], newestFirst: true, limit: MOST_RUNNING });
  return new Map(items.map((item) => RunningSchema.parse(item).summary).map((summary) => [summary.id, summary]));
}

const ORDER = { busy: 0, lost: 1, idle: 2 } as const;

/**
 * The workers that reported lately, and each one that was lost or is alive with what it does.
 * @throws {StorageUnavailableError}
 */
export async function readFleet(lab: Lab, { aliveWithinSeconds }: { aliveWithinSeconds: number }): Promise<{ workers: WorkerInfo[]; fleet: Fleet }> {
  const since = new Date(lab.now().getTime() - aliveWithinSeconds * 1000).toISOString();
  const known = await listWorkers(lab, { aliveWithinSeconds: Math.max(aliveWithinSeconds, LOST_SECONDS) });
  const running = known.some(({ experimentId }) => experimentId !== null) ? await readRunning(lab) : new Map<string, never>();
  const fleet = known.map(({ id, host, startedAt, seenAt, experimentId }): Fleet[number] => {
    const state = seenAt < since ? "lost" : experimentId === null ? "idle" : "busy";
    // What a lost one ran may be run by another by now.
    return { id, host, startedAt, seenAt, state, experimentId, experiment: (state === "busy" && experimentId !== null ? running.get(experimentId) : null) ?? null };
  });
  return { workers: known.filter(({ seenAt }) => seenAt >= since), fleet: fleet.sort((a, b) => ORDER[a.state] - ORDER[b.state] || (a.id < b.id ? -1 : 1)).slice(0, MOST_SHOWN) };
}
