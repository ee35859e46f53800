import type { Plan } from "./schema.ts";

export const TRACKS = ["fidelity", "film-grain"] as const;
export type Track = (typeof TRACKS)[number];

/**
 * The track in which a plan is ranked. Film-grain synthesis takes the grain out before coding and has the decoder make new
 * grain: alike to the eye, different in every sample, so that PSNR against the source falls by design. Such plans are never
 * ranked beside the others. A record without a plan belongs to the others.
 */
export function trackOf(plan: Plan | null): Track {
  return plan?.base.codec === "svt-av1" && plan.base.filmGrain > 0 ? "film-grain" : "fidelity";
}
