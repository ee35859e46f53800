import type { Reduction } from "../experiment/schema.ts";
import { createRdCurve, IncomparableError, type RateQuality } from "./rd-curve.ts";

/** ((baseline - actual) / baseline) x 100. Positive: smaller than the baseline. Both rates in the same unit. */
export function reductionPercent(baseline: number, actual: number): number {
  return ((baseline - actual) / baseline) * 100;
}

/**
 * The candidate's rate against the baseline's at equal quality, at the baseline point.
 * The point is the target rate on the baseline's curve, clamped to the curve's range. Where the candidate shows more than that
 * quality at its cheapest rung and still needs fewer bits, or reaches it with a lossless rung only, that rung's rate is taken as
 * it is: the reduction is then at least what is reported.
 * @param baseline rate in kbit/s and quality (PSNR-YUV in dB) of the HEVC rungs
 * @param candidate the same of the candidate's rungs
 * @param targetKbps rate asked of the baseline, kbit/s
 */
export function reductionAt(baseline: readonly RateQuality[], candidate: readonly RateQuality[], targetKbps: number): Reduction {
  let point: { baselineKbps: number; qualityDb: number } | null = null;
  try {
    const anchor = createRdCurve(baseline, "the baseline's curve");
    const clamped = targetKbps < anchor.minRate ? "low" : targetKbps > anchor.maxRate ? "high" : "no";
    const baselineKbps = Math.min(Math.max(targetKbps, anchor.minRate), anchor.maxRate);
    const qualityDb = anchor.qualityAt(baselineKbps);
    point = { baselineKbps, qualityDb };
    const curve = createRdCurve(candidate, "the candidate's curve");
    const known = { baselineKbps, qualityDb, targetKbps, clamped } as const;
    if (qualityDb > curve.maxQuality && curve.losslessRate !== null) {
      return { status: "ok", percent: reductionPercent(baselineKbps, curve.losslessRate), candidateKbps: curve.losslessRate, bound: "at-least", ...known };
    }
    if (qualityDb < curve.minQuality && curve.minRate < baselineKbps) {
      return { status: "ok", percent: reductionPercent(baselineKbps, curve.minRate), candidateKbps: curve.minRate, bound: "at-least", ...known };
    }
    if (qualityDb > curve.maxQuality) {
      throw new IncomparableError("quality-not-reached", `the candidate reaches ${curve.maxQuality.toFixed(2)} dB at most, the baseline point has ${qualityDb.toFixed(2)} dB`);
    }
    if (qualityDb < curve.minQuality) {
      throw new IncomparableError("quality-exceeded", `the candidate's lowest rung has ${curve.minQuality.toFixed(2)} dB, above the baseline point's ${qualityDb.toFixed(2)} dB: it needs a higher CRF`);
    }
    const candidateKbps = curve.rateAt(qualityDb);
    return { status: "ok", percent: reductionPercent(baselineKbps, candidateKbps), candidateKbps, bound: "exact", ...known };
  } catch (error) {
    if (!(error instanceof IncomparableError)) throw error;
    return { status: "incomparable", code: error.code, reason: error.message, baselineKbps: point?.baselineKbps ?? null, qualityDb: point?.qualityDb ?? null };
  }
}
