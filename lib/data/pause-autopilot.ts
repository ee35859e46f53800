import type { Autopilot } from "../autopilot/schema.ts";
import { changeAutopilot, changed } from "./change-autopilot.ts";
import type { Lab } from "./lab.ts";

export type PauseResult = { outcome: "paused"; autopilot: Autopilot } | { outcome: "not-running"; autopilot: Autopilot | null };

/**
 * Pauses: the experiment that runs is let to its end, no further one is enqueued, and the time stands still.
 * @throws {StorageUnavailableError}
 */
export function pauseAutopilot(lab: Lab): Promise<PauseResult> {
  return changeAutopilot<PauseResult>(lab, (autopilot) => {
    if (autopilot?.state !== "running") return { value: { outcome: "not-running", autopilot } };
    const next = changed(autopilot, { state: "paused", pausedAt: lab.now().toISOString() });
    return { value: { outcome: "paused", autopilot: next }, next };
  });
}
