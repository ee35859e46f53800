import { account, hasEnded } from "../autopilot/account.ts";
import type { Autopilot } from "../autopilot/schema.ts";
import type { Prices } from "../autopilot/spend.ts";
import { whyStop } from "../autopilot/why-stop.ts";
import { type AutopilotDecision, changeAutopilot, changed } from "./change-autopilot.ts";
import { getExperiment } from "./get-experiment.ts";
import type { Lab } from "./lab.ts";
import { listReasoning } from "./list-reasoning.ts";
import { putQueued, queuedRecord } from "./queued-experiment.ts";
import { stopped } from "./stop-autopilot.ts";

export type Advanced =
  /** Nothing to do: never started, stopped, paused, or the experiment still waits or runs. */
  | { outcome: "unchanged" }
  /** An experiment that ended was counted in; no further one is wanted. */
  | { outcome: "accounted"; autopilot: Autopilot }
  | { outcome: "launched"; autopilot: Autopilot; experimentId: string }
  | { outcome: "stopped"; autopilot: Autopilot; reason: string };

/**
 * The autopilot's one step, safe to call at any time by any number of workers: counts in the experiment that ended, then
 * stops with a reason or enqueues exactly one next. The new experiment and the autopilot's record are one transaction on
 * the condition of the record's revision, so that of all who try one wins, and the others find nothing to do. After a stop or
 * during a pause an experiment that was still running is counted in as well: its tokens were spent.
 * @throws {StorageUnavailableError}
 */
export function advanceAutopilot(lab: Lab, prices: Prices): Promise<Advanced> {
  return changeAutopilot<Advanced>(lab, async (before) => {
    if (!before) return { value: { outcome: "unchanged" } };
    const { currentId } = before;
    if (currentId === null) return before.state === "running" ? proceed(lab, before, null) : { value: { outcome: "unchanged" } };
    const experiment = await getExperiment(lab, currentId);
    if (experiment && !hasEnded(experiment)) return { value: { outcome: "unchanged" } };
    const autopilot = account(before, experiment, await listReasoning(lab, currentId), prices);
    if (before.state === "running") return proceed(lab, autopilot, experiment ? (experiment.failure?.reason ?? null) : "Its record is gone.");
    const next = changed(autopilot, {});
    return { value: { outcome: "accounted", autopilot: next }, next };
  });
}

function proceed(lab: Lab, autopilot: Autopilot, lastFailure: string | null): AutopilotDecision<Advanced> {
  const now = lab.now();
  const reason = whyStop(autopilot, now, lastFailure);
  if (reason !== null) {
    const next = stopped(autopilot, now, reason);
    return { value: { outcome: "stopped", autopilot: next, reason }, next };
  }
  const experiment = queuedRecord(now, { suite: autopilot.suite, origin: "autopilot", parentId: null, plan: null, hypothesis: null, why: null, expected: null, researcher: null });
  const next = changed(autopilot, { launched: autopilot.launched + 1, currentId: experiment.id });
  return { value: { outcome: "launched", autopilot: next, experimentId: experiment.id }, next, also: putQueued(lab, experiment) };
}
