import { findTwin } from "#lib/data/find-twin.ts";
import { getExperiment } from "#lib/data/get-experiment.ts";
import type { Lab } from "#lib/data/lab.ts";
import { listReasoning } from "#lib/data/list-reasoning.ts";
import { listUnanalysed } from "#lib/data/list-unanalysed.ts";
import { recordAnalysis } from "#lib/data/record-analysis.ts";
import type { Experiment, Reasoning } from "#lib/experiment/schema.ts";
import { fingerprintOf } from "#lib/plan/fingerprint.ts";
import { AnalysisSchema } from "#lib/plan/schema.ts";
import { keepCalls } from "#worker/pipeline/keep-calls.ts";
import { buildDigest } from "#lib/data/build-digest.ts";
import type { CallRecord, Log, Researcher } from "./researcher.ts";

export interface AnalysePastTools {
  lab: Lab;
  researcher: Researcher;
  log: Log;
  signal: AbortSignal;
}

export interface AnalysePastTotals {
  /** Experiments that got an analysis from this run. */
  analysed: number;
  /** Experiments that somebody else analysed meanwhile. */
  already: number;
  /** Experiments for which the researcher gave none; the next run asks again. */
  failed: number;
}

type Outcome = keyof AnalysePastTotals;

/** Numbers calls after those on record, so that no transcript is written over. `keepCalls` counts 100 an attempt. */
function renumber(calls: readonly CallRecord[], existing: readonly Reasoning[], attempt: number): CallRecord[] {
  const taken = existing.filter(({ kind }) => kind === "analysis").map(({ sequence }) => sequence - (attempt - 1) * 100);
  const last = Math.max(0, ...taken);
  return calls.map((call) => ({ ...call, sequence: last + call.sequence }));
}

async function analyseOne(experiment: Experiment, { lab, researcher, log, signal }: AnalysePastTools): Promise<Outcome> {
  const lease = { id: experiment.id, owner: "analyze-past", attempt: Math.max(1, experiment.attempt) };
  const existing = await listReasoning(lab, experiment.id);
  // A worker stores the analysis and then marks the experiment: between the two, the stored one counts.
  const stored = existing.filter(({ kind, outcome }) => kind === "analysis" && outcome === "ok").map(({ reply }) => AnalysisSchema.safeParse(reply).data).find((analysis) => analysis !== undefined);
  if (stored) {
    await recordAnalysis(lab, experiment.id, { finding: stored.finding, analysedAt: lab.now().toISOString() });
    return "already";
  }
  const digest = await buildDigest(lab, { suiteId: experiment.suite.id });
  const isTaken = (plan: Parameters<typeof fingerprintOf>[0]): Promise<string | null> => findTwin(lab, fingerprintOf(plan, experiment.suite));
  const result = await researcher.analyse({ experiment, digest, isTaken, signal });
  const calls = renumber(result.calls, existing, lease.attempt);
  if (result.outcome === "failed") {
    await keepCalls({ lab, lease }, calls);
    return "failed";
  }
  // The mark decides who was first; only the winner stores its text, so that no experiment has two analyses.
  const won = await recordAnalysis(lab, experiment.id, { finding: result.analysis.finding, analysedAt: lab.now().toISOString() });
  if (!won) return "already";
  await keepCalls({ lab, lease }, calls);
  log("info", `experiment ${experiment.id}: analysed`);
  return "analysed";
}

/**
 * Gives every completed experiment without an analysis one, once: safe to run twice, side by side, and while workers run.
 * @throws the signal's reason when it aborts; {StorageUnavailableError}
 */
export async function analysePast(tools: AnalysePastTools): Promise<AnalysePastTotals> {
  const totals: AnalysePastTotals = { analysed: 0, already: 0, failed: 0 };
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listUnanalysed>> = await listUnanalysed(tools.lab, { cursor });
    for (const { id } of page.items) {
      tools.signal.throwIfAborted();
      const experiment = await getExperiment(tools.lab, id);
      // The index lags a moment behind the record.
      if (!experiment || experiment.analysedAt !== null) totals.already += 1;
      else totals[await analyseOne(experiment, tools)] += 1;
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return totals;
}
