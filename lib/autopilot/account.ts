import type { Experiment, Reasoning } from "../experiment/schema.ts";
import { trackOf } from "../plan/track.ts";
import type { Autopilot } from "./schema.ts";
import { addSpend, type Prices } from "./spend.ts";

const ENDED: readonly Experiment["status"][] = ["completed", "failed", "cancelled"];

export function hasEnded(experiment: Pick<Experiment, "status">): boolean {
  return ENDED.includes(experiment.status);
}

/**
 * The record with the experiment that ended counted in. A new best is a verdict of better on the fidelity track with a higher
 * reduction than any of this run. A cancelled experiment counts as finished and as nothing else: a person chose to end it.
 * @param experiment null when its record is gone, which counts as failed.
 */
export function account(autopilot: Autopilot, experiment: Experiment | null, calls: readonly Reasoning[], prices: Prices): Autopilot {
  const spend = addSpend(autopilot.spend, calls, prices);
  const counted = { ...autopilot, spend, finished: autopilot.finished + 1, currentId: null };
  if (experiment?.status === "cancelled") return counted;
  if (!experiment || experiment.status === "failed") {
    return { ...counted, failed: autopilot.failed + 1, failedInARow: autopilot.failedInARow + 1, stale: autopilot.stale + 1 };
  }
  const percent = experiment.headline?.reductionPercent ?? null;
  const ranked = experiment.verdict === "better" && trackOf(experiment.plan) === "fidelity" && percent !== null;
  const improved = ranked && (autopilot.bestPercent === null || percent > autopilot.bestPercent);
  return {
    ...counted,
    failedInARow: 0,
    stale: improved ? 0 : autopilot.stale + 1,
    ...(improved ? { bestPercent: percent, bestId: experiment.id } : {}),
  };
}
