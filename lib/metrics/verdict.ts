import type { ClipResult, Headline, Interval, Verdict } from "../experiment/schema.ts";
import { bootstrapMean } from "./bootstrap.ts";
import { noiseFloorPercent } from "./noise-floor.ts";

/** The ancestor's goal: 10 Mbit/s to under 1 Mbit/s. */
export const TARGET_PERCENT = 90;
export const TIERS_PERCENT = [50, 70, 90] as const;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The history row's numbers: means over clips. One clip that cannot be compared makes the mean null: leaving the hard
 * clip out would flatter the plan.
 */
export function headlineOf(clips: readonly ClipResult[]): Headline {
  const ok = clips.flatMap(({ reduction }) => (reduction.status === "ok" ? [reduction] : []));
  const bd = clips.flatMap(({ bdRate }) => (bdRate.psnrYuv.status === "ok" ? [bdRate.psnrYuv.percent] : []));
  const whole = clips.length > 0 && ok.length === clips.length;
  return {
    reductionPercent: whole ? mean(ok.map((clip) => clip.percent)) : null,
    claimedReductionPercent: null,
    bdRatePercent: clips.length > 0 && bd.length === clips.length ? mean(bd) : null,
    bitrateKbps: whole ? mean(ok.map((clip) => clip.candidateKbps)) : null,
    baselineKbps: whole ? mean(ok.map((clip) => clip.baselineKbps)) : null,
    psnrYuvDb: whole ? mean(ok.map((clip) => clip.qualityDb)) : null,
    clips: clips.length,
    clampedClips: ok.filter((clip) => clip.clamped !== "no").length,
    interval: whole ? bootstrapMean(ok.map((clip) => clip.percent)) : null,
  };
}

/** Whether zero lies within the interval, its ends included. */
export function spansZero({ low, high }: Pick<Interval, "low" | "high">): boolean {
  return low <= 0 && high >= 0;
}

const size = (percent: number): string => `${Math.abs(percent).toFixed(1)} % ${percent >= 0 ? "smaller" : "larger"}`;

/** Both ends in words: "between 4.0 % larger and 30.0 % smaller (75 % interval over 3 clips)". */
function ends({ low, high, level, n }: Interval): string {
  return `between ${size(low)} and ${size(high)} (${Math.round(level * 100)} % interval over ${n} clips)`;
}

/**
 * The verdict with the sentence that explains it. inconclusive: the mean is within the measured noise of so many clips
 * (noise-floor.ts), or other clips like these could have turned its sign (bootstrap.ts).
 */
export function verdictOf(clips: readonly ClipResult[]): { verdict: Verdict; verdictReason: string } {
  const bad = clips.flatMap(({ clip, reduction }) => (reduction.status === "incomparable" ? [`${clip.title}: ${reduction.reason}`] : []));
  const { reductionPercent: percent, clampedClips: clamped, interval } = headlineOf(clips);
  if (bad.length > 0 || percent === null) {
    return { verdict: "incomparable", verdictReason: bad.join(". ") || "no clip was measured" };
  }
  const atLeast = clips.filter(({ reduction }) => reduction.status === "ok" && reduction.bound === "at-least").length;
  const note = [clamped > 0 ? `, of which ${clamped} at the end of the baseline's curve` : "", atLeast > 0 ? `, ${atLeast} at a rung that shows more than that, so with at least this reduction` : ""].join("");
  const over = `mean over ${clips.length} ${clips.length === 1 ? "clip" : "clips"} at equal PSNR-YUV${note}`;
  const others = interval ? `other clips like these would give ${ends(interval)}` : "one clip says nothing of others";
  const floor = noiseFloorPercent(clips.length);
  if (Math.abs(percent) < floor) {
    return { verdict: "inconclusive", verdictReason: `${percent.toFixed(2)} % is within ±${floor.toFixed(1)} % of zero, the measured noise, ${over}; ${others}` };
  }
  if (interval && spansZero(interval)) {
    return { verdict: "inconclusive", verdictReason: `The sign is not settled: ${size(percent)} than x265 medium, ${over}, but ${others}, which spans zero` };
  }
  return { verdict: percent > 0 ? "better" : "worse", verdictReason: `${size(percent)} than x265 medium, ${over}; ${others}` };
}
