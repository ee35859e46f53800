import type { BdRate, ClipResult, Verdict } from "../experiment/schema.ts";
import { noiseFloorPercent } from "./noise-floor.ts";

/** What such a result is called wherever it is shown. */
export const ENHANCEMENT_LABEL = "enhancement, not better";

/** Mean BD-rate over all clips, percent; null when a clip has none, as in a headline. */
function meanOf(rates: readonly (BdRate | null)[]): number | null {
  const known = rates.flatMap((rate) => (rate?.status === "ok" ? [rate.percent] : []));
  return known.length > 0 && known.length === rates.length ? known.reduce((sum, percent) => sum + percent, 0) / known.length : null;
}

/**
 * Says when a perceptual metric calls a result smaller that PSNR-YUV calls larger: sharpened or otherwise processed pictures
 * look better to SSIM or VMAF and are further from the source. Both have to be beyond the noise floor, in mean BD-rate.
 * (VMAF rises with such processing alone: "Hacking VMAF and VMAF NEG", 2021, https://arxiv.org/abs/2107.04510.)
 * @returns what each metric says, or null. A verdict of better stands without it: equal PSNR-YUV is what it is about.
 */
export function enhancementOf(verdict: Verdict | null, clips: readonly ClipResult[]): string | null {
  if (verdict !== "worse" && verdict !== "inconclusive") return null;
  const psnr = meanOf(clips.map(({ bdRate }) => bdRate.psnrYuv));
  const floor = noiseFloorPercent(clips.length);
  if (psnr === null || psnr <= floor) return null;
  const metrics = [["SSIM-Y", meanOf(clips.map(({ bdRate }) => bdRate.ssimY))], ["VMAF", meanOf(clips.map(({ bdRate }) => bdRate.vmaf))]] as const;
  const lifted = metrics.flatMap(([name, percent]) => (percent !== null && percent < -floor ? [`${name} calls it ${(-percent).toFixed(1)} % smaller`] : []));
  return lifted.length === 0 ? null : `${lifted.join(" and ")}, PSNR-YUV ${psnr.toFixed(1)} % larger (mean BD-rates)`;
}

/** The verdict with that label in its reason. A perceptual metric never changes the verdict itself. */
export function withEnhancement<V extends { verdict: Verdict; verdictReason: string }>(judged: V, clips: readonly ClipResult[]): V {
  const enhancement = enhancementOf(judged.verdict, clips);
  return enhancement === null ? judged : { ...judged, verdictReason: `${judged.verdictReason}; ${ENHANCEMENT_LABEL}: ${enhancement}` };
}
