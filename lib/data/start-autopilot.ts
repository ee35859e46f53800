import type { Autopilot, AutopilotSettings } from "../autopilot/schema.ts";
import { NO_SPEND } from "../autopilot/spend.ts";
import type { Suite } from "../clips/schema.ts";
import { isHeldOut } from "../research/held-out.ts";
import { changeAutopilot } from "./change-autopilot.ts";
import type { Lab } from "./lab.ts";

export type StartResult = { outcome: "started"; autopilot: Autopilot } | { outcome: "already-running"; autopilot: Autopilot } | { outcome: "held-out" };

/**
 * Starts the autopilot with counters at zero; a paused one has to be resumed or stopped first. Enqueues nothing: whoever
 * calls advanceAutopilot next does. An experiment of the run before that has not ended counts in neither run. The held-out
 * suite is refused: the researcher may never learn from its results.
 * @param suite the suite of `settings.suiteId`; kept, so that every experiment of the run has the same clips.
 * @throws {StorageUnavailableError}
 */
export function startAutopilot(lab: Lab, { settings, suite }: { settings: AutopilotSettings; suite: Suite }): Promise<StartResult> {
  if (isHeldOut(suite.id)) return Promise.resolve({ outcome: "held-out" });
  return changeAutopilot<StartResult>(lab, (before) => {
    if (before && before.state !== "stopped") return { value: { outcome: "already-running", autopilot: before } };
    const autopilot: Autopilot = {
      state: "running", settings, suite,
      launched: 0, finished: 0, failed: 0, failedInARow: 0, stale: 0, bestPercent: null, bestId: null, spend: NO_SPEND,
      currentId: null, startedAt: lab.now().toISOString(), pausedMs: 0, pausedAt: null, stoppedAt: null, stopReason: null,
      revision: (before?.revision ?? 0) + 1,
    };
    return { value: { outcome: "started", autopilot }, next: autopilot };
  });
}
