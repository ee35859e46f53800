import type { Applied, Artifact, Evaluation, Failure, Headline, Results, StageTime, Verdict } from "../experiment/schema.ts";
import { changeExperiment, holds, settledBy } from "./change-experiment.ts";
import type { Lab, Lease } from "./lab.ts";
import { addResult, readResult } from "./result-twins.ts";
import { count, finished } from "./settle.ts";
import { settleChampion } from "./settle-champion.ts";

export interface Completion {
  verdict: Verdict;
  verdictReason: string;
  headline: Headline;
  /** null for a plan that the screening ended: the suite was not measured. */
  results: Results | null;
  applied: Applied;
  artifacts: Artifact[];
  resultDigest: string;
  /** `champion` is set for a new best, and decided here. */
  evaluation: Evaluation;
  stages: StageTime[];
  /** Why there is no analysis; the measurement is complete all the same. */
  failure: Failure | null;
}
export type Completed = { outcome: "completed"; identicalTo: string[] } | { outcome: "lost" };

/**
 * Stores the results. Record, counters, the champion of the suite and the bookkeeping of identical results change together or not at all.
 * Repeating it with the same lease after a reply that was lost on the way is harmless.
 * @throws {StorageUnavailableError}
 */
export function completeExperiment(lab: Lab, lease: Lease, completion: Completion): Promise<Completed> {
  return changeExperiment<Completed>(lab, lease.id, async (record) => {
    if (settledBy(record, lease, "completed")) return { value: { outcome: "completed", identicalTo: record?.identicalTo ?? [] } };
    if (!holds(record, lease)) return { value: { outcome: "lost" } };
    const seen = await readResult(lab, completion.resultDigest);
    const identicalTo = seen.experimentIds;
    const { evaluation, also } = await settleChampion(lab, record, completion.evaluation, completion.headline);
    return {
      value: { outcome: "completed", identicalTo },
      next: { ...record, ...completion, ...finished(lab, record), status: "completed", identicalTo, evaluation },
      also: [...also, count(lab, { verdict: completion.verdict }), ...addResult(lab, completion.resultDigest, record.id, seen)],
    };
  });
}
