import type { SuitesReply } from "../api/schema.ts";

export interface LaunchCost { clips: number; encodes: number; baselineEncodes: number; minutes: number }

type SuiteCost = SuitesReply["suites"][number]["cost"];

/**
 * What a plan by hand costs on a suite: encodes follow its rungs, minutes scale with all encodes.
 * @param rungs operating points of the plan; null when the researcher decides, which keeps the server's estimate.
 */
export function estimateCost(cost: SuiteCost, rungs: number | null): LaunchCost {
  const encodes = rungs === null ? cost.encodes : cost.clips * rungs;
  const all = cost.encodes + cost.baselineEncodes;
  const minutes = all === 0 ? cost.roughMinutes : (cost.roughMinutes * (encodes + cost.baselineEncodes)) / all;
  return { clips: cost.clips, encodes, baselineEncodes: cost.baselineEncodes, minutes };
}

/** Rungs of the baseline curve: x265 medium at CRF 17, 22, 27, 32 and 37. */
const BASELINE_RUNGS = 5;

/** The same for one uploaded clip, by its pixels relative to a suite whose cost is known. */
export function estimateUploadCost(facts: { width: number; height: number; frames: number }, known: SuiteCost, rungs: number | null): LaunchCost {
  const encodes = rungs ?? BASELINE_RUNGS;
  const minutesPerPixelRun = known.pixels > 0 ? known.roughMinutes / known.pixels : 0;
  const pixels = facts.width * facts.height * facts.frames;
  return { clips: 1, encodes, baselineEncodes: BASELINE_RUNGS, minutes: minutesPerPixelRun * pixels };
}
