import { endOfPause } from "../autopilot/elapsed.ts";
import type { Autopilot } from "../autopilot/schema.ts";
import { cancelExperiment, type Cancellation } from "./cancel-experiment.ts";
import { changeAutopilot, changed } from "./change-autopilot.ts";
import type { Lab } from "./lab.ts";

export type StopResult =
  | { outcome: "stopped"; autopilot: Autopilot; cancelled: Cancellation["outcome"] | null }
  | { outcome: "not-running"; autopilot: Autopilot | null; cancelled: Cancellation["outcome"] | null };

/** The record as stopped, with the pause that may go on closed. */
export function stopped(autopilot: Autopilot, now: Date, stopReason: string): Autopilot {
  return changed(autopilot, { state: "stopped", ...endOfPause(autopilot, now), stoppedAt: now.toISOString(), stopReason });
}

/**
 * Stops for good. The experiment that was enqueued last is let to its end, unless `cancelCurrent` asks to cancel it: that
 * works on an autopilot that stopped already as well, so that a repeat after an outage finishes the job.
 * @throws {StorageUnavailableError}
 */
export async function stopAutopilot(lab: Lab, { cancelCurrent }: { cancelCurrent: boolean }): Promise<StopResult> {
  const result = await changeAutopilot<{ outcome: "stopped"; autopilot: Autopilot } | { outcome: "not-running"; autopilot: Autopilot | null }>(lab, (autopilot) => {
    if (!autopilot || autopilot.state === "stopped") return { value: { outcome: "not-running", autopilot } };
    const next = stopped(autopilot, lab.now(), "Stopped by a person.");
    return { value: { outcome: "stopped", autopilot: next }, next };
  });
  const currentId = result.autopilot?.currentId ?? null;
  const cancelled = cancelCurrent && currentId !== null ? (await cancelExperiment(lab, currentId)).outcome : null;
  return { ...result, cancelled };
}
