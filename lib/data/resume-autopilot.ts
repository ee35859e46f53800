import { endOfPause } from "../autopilot/elapsed.ts";
import type { Autopilot } from "../autopilot/schema.ts";
import { changeAutopilot, changed } from "./change-autopilot.ts";
import type { Lab } from "./lab.ts";

export type ResumeResult = { outcome: "resumed"; autopilot: Autopilot } | { outcome: "not-paused"; autopilot: Autopilot | null };

/** Goes on after a pause, which does not count as time. @throws {StorageUnavailableError} */
export function resumeAutopilot(lab: Lab): Promise<ResumeResult> {
  return changeAutopilot<ResumeResult>(lab, (autopilot) => {
    if (autopilot?.state !== "paused") return { value: { outcome: "not-paused", autopilot } };
    const next = changed(autopilot, { state: "running", ...endOfPause(autopilot, lab.now()) });
    return { value: { outcome: "resumed", autopilot: next }, next };
  });
}
