import type { Base } from "#lib/plan/base-settings.ts";

type Choices = Record<string, number | boolean>;

/*
 * What the presets of x265 4 and x264 core 165 choose for the settings that the planner turns, as the encoders sign it in
 * their streams (a test in worker/codecs asks them). Only the planner reads this, to pass over a change that changes nothing.
 */
export const PRESET_CHOICES: Record<"x265" | "x264", Record<string, Choices>> = {
  x265: {
    ultrafast: { bframes: 3, refs: 1, rcLookahead: 5, ctu: 32, sao: false },
    superfast: { bframes: 3, refs: 1, rcLookahead: 10, ctu: 32, sao: false },
    veryfast: { bframes: 4, refs: 2, rcLookahead: 15, ctu: 64, sao: true },
    faster: { bframes: 4, refs: 2, rcLookahead: 15, ctu: 64, sao: true },
    fast: { bframes: 4, refs: 3, rcLookahead: 15, ctu: 64, sao: true },
    medium: { bframes: 4, refs: 3, rcLookahead: 20, ctu: 64, sao: true },
    slow: { bframes: 4, refs: 4, rcLookahead: 25, ctu: 64, sao: true },
    slower: { bframes: 8, refs: 5, rcLookahead: 40, ctu: 64, sao: true },
    veryslow: { bframes: 8, refs: 5, rcLookahead: 40, ctu: 64, sao: true },
  },
  x264: {
    ultrafast: { bframes: 0, refs: 1, trellis: 0, mbTree: false },
    superfast: { bframes: 3, refs: 1, trellis: 0, mbTree: false, deblock: 0 },
    veryfast: { bframes: 3, refs: 1, rcLookahead: 10, trellis: 0, mbTree: true, deblock: 0 },
    faster: { bframes: 3, refs: 2, rcLookahead: 20, trellis: 1, mbTree: true, deblock: 0 },
    fast: { bframes: 3, refs: 2, rcLookahead: 30, trellis: 1, mbTree: true, deblock: 0 },
    medium: { bframes: 3, refs: 3, rcLookahead: 40, trellis: 1, mbTree: true, deblock: 0 },
    slow: { bframes: 3, refs: 5, rcLookahead: 50, trellis: 2, mbTree: true, deblock: 0 },
    slower: { bframes: 3, refs: 8, rcLookahead: 60, trellis: 2, mbTree: true, deblock: 0 },
    veryslow: { bframes: 8, refs: 16, rcLookahead: 60, trellis: 2, mbTree: true, deblock: 0 },
  },
};

/** What the plan's preset chooses for a setting; null when that is not known. */
export function presetChoice(base: Base, setting: string): number | boolean | null {
  if (base.codec !== "x265" && base.codec !== "x264") return null;
  return PRESET_CHOICES[base.codec][base.preset]?.[setting] ?? null;
}
