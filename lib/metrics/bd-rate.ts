import { createRdCurve, IncomparableError, type RateQuality } from "./rd-curve.ts";

/** Below this overlap a BD-rate says little about the whole curve, and the page says so. */
export const LOW_OVERLAP_PERCENT = 75;

export interface BdRateValue {
  /** Mean rate difference at equal quality, percent; negative: the test needs fewer bits than the anchor. */
  percent: number;
  /** Share of the anchor's quality range that both curves cover, percent. */
  overlapPercent: number;
}

/**
 * Bjøntegaard delta rate: the mean difference of log-rate over the common quality interval (VCEG-M33), with piecewise
 * cubic interpolation (JCTVC-E137, VCEG-AI11) in place of one cubic.
 * @throws {IncomparableError} a curve that is not one, or curves without a common quality interval
 */
export function bdRate(anchor: readonly RateQuality[], test: readonly RateQuality[]): BdRateValue {
  const a = createRdCurve(anchor, "the anchor's curve");
  const t = createRdCurve(test, "the candidate's curve");
  const low = Math.max(a.minQuality, t.minQuality);
  const high = Math.min(a.maxQuality, t.maxQuality);
  if (!(high > low)) {
    throw new IncomparableError(
      "no-overlap",
      `no common quality: the anchor covers ${a.minQuality.toFixed(2)} to ${a.maxQuality.toFixed(2)}, the candidate ${t.minQuality.toFixed(2)} to ${t.maxQuality.toFixed(2)}`,
    );
  }
  const meanLogDifference = (t.logRate.integral(low, high) - a.logRate.integral(low, high)) / (high - low);
  return {
    percent: (10 ** meanLogDifference - 1) * 100,
    overlapPercent: ((high - low) / (a.maxQuality - a.minQuality)) * 100,
  };
}
