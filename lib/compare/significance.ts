import type { Interval } from "../experiment/results-schema.ts";
import { bootstrapMean } from "../metrics/bootstrap.ts";
import { noiseFloorPercent } from "../metrics/noise-floor.ts";
import { spansZero } from "../metrics/verdict.ts";

/** What a difference in size can be called. not-settled: beyond the noise of these clips, but other clips could have turned its sign. */
export type Standing = "smaller" | "larger" | "within-noise" | "not-settled";

/** Saved bits in percent, positive is smaller, with what it can be called. */
export interface Saving {
  percent: number;
  standing: Standing;
  /** Percent around zero that are measurement noise. */
  floorPercent: number;
  /** Over clips, paired; null for one clip. */
  interval: Interval | null;
  n: number;
}

/**
 * Percent around zero that are noise in the difference of two measured codecs: both carry the measured noise of a clip
 * (noise-floor.ts), taken as independent, so that their difference has the square root of two of it.
 */
export function differenceFloorPercent(clips: number): number {
  return Math.SQRT2 * noiseFloorPercent(clips);
}

/** The rule of the verdicts (lib/metrics/verdict.ts): first the noise of these clips, then the spread over clips. */
export function standingOf(percent: number, floorPercent: number, interval: Interval | null): Standing {
  if (Math.abs(percent) < floorPercent) return "within-noise";
  if (interval && spansZero(interval)) return "not-settled";
  return percent > 0 ? "smaller" : "larger";
}

/**
 * The mean of what was saved on each clip, with its interval over clips. Values are differences made clip by clip, so that the
 * bootstrap is paired: what makes a clip hard for both codecs is not in it.
 * @param savings percent on each clip, positive is smaller; at least one
 * @param floorOf percent of noise in a mean over so many clips
 */
export function meanSaving(savings: readonly number[], floorOf: (clips: number) => number): Saving {
  const n = savings.length;
  const percent = savings.reduce((sum, each) => sum + each, 0) / n;
  const floorPercent = floorOf(n);
  const interval = bootstrapMean(savings);
  return { percent, floorPercent, interval, n, standing: standingOf(percent, floorPercent, interval) };
}
