import type { ClipResult, Headline, Verdict } from "../experiment/schema.ts";

/**
 * Reductions within this many percent of zero are `inconclusive`. Encodes here are reproducible to the byte, so this is
 * not run-to-run noise; 0.5 % is half of the 1 % within which two ways of running the same encoder agree. It does not
 * cover the choice of rungs: with 21 and 22 rungs in place of five, SVT-AV1's BD-rate moved by 0.4 and 0.9 points, its
 * reduction at the baseline point by 0.1 on the bridge tower and by 5 on the granite, where its curve is nearly flat.
 */
export const NOISE_FLOOR_PERCENT = 0.5;

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
  };
}

/** The verdict with the sentence that explains it. */
export function verdictOf(clips: readonly ClipResult[]): { verdict: Verdict; verdictReason: string } {
  const bad = clips.flatMap(({ clip, reduction }) => (reduction.status === "incomparable" ? [`${clip.title}: ${reduction.reason}`] : []));
  const percent = headlineOf(clips).reductionPercent;
  if (bad.length > 0 || percent === null) {
    return { verdict: "incomparable", verdictReason: bad.join(". ") || "no clip was measured" };
  }
  const clamped = headlineOf(clips).clampedClips;
  const atLeast = clips.filter(({ reduction }) => reduction.status === "ok" && reduction.bound === "at-least").length;
  const note = [clamped > 0 ? `, of which ${clamped} at the end of the baseline's curve` : "", atLeast > 0 ? `, ${atLeast} at a rung that shows more than that, so with at least this reduction` : ""].join("");
  const over = `mean over ${clips.length} ${clips.length === 1 ? "clip" : "clips"} at equal PSNR-YUV${note}`;
  if (Math.abs(percent) < NOISE_FLOOR_PERCENT) {
    return { verdict: "inconclusive", verdictReason: `${percent.toFixed(2)} % is within ±${NOISE_FLOOR_PERCENT} % of zero, ${over}` };
  }
  return percent > 0
    ? { verdict: "better", verdictReason: `${percent.toFixed(1)} % smaller than x265 medium, ${over}` }
    : { verdict: "worse", verdictReason: `${(-percent).toFixed(1)} % larger than x265 medium, ${over}` };
}
