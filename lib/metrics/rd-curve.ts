import { createPchip, type Pchip } from "./pchip.ts";

/** A rate in kbit/s (any unit serves, if both curves share it) and a quality; null is infinite quality. */
export interface RateQuality {
  rate: number;
  quality: number | null;
}

export type CurveProblemCode = "too-few-points" | "non-monotone" | "lossless-point" | "invalid-rate" | "no-overlap" | "quality-not-reached" | "quality-exceeded";

/** Why two curves, or a curve and a quality, cannot be compared. A named error, so that it never becomes a number. */
export class IncomparableError extends Error {
  override readonly name = "IncomparableError";
  readonly code: CurveProblemCode;
  constructor(code: CurveProblemCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** log10 of the rate as a monotone function of quality. */
export interface RdCurve {
  minQuality: number;
  maxQuality: number;
  minRate: number;
  maxRate: number;
  /** Rate of the cheapest rung that is identical to the source; the curve itself ends at the best finite quality. */
  losslessRate: number | null;
  logRate: Pchip;
  /** Rate at a quality within the curve. */
  rateAt(quality: number): number;
  /** Quality at a rate within the curve: the inverse of rateAt. */
  qualityAt(rate: number): number;
}

/** Fewer points than this are not an RD curve (VCEG-M33 takes four). */
export const MIN_CURVE_POINTS = 4;

/**
 * Checks measured points and makes the curve that every comparison uses. Rungs that are identical to the source have no
 * place on a curve over dB: with four others beside them they are kept apart as `losslessRate`.
 * @param points rungs of one codec on one clip, in any order
 * @param name whose curve it is, for the error's sentence
 * @throws {IncomparableError} too few points, a rate that is not positive, infinite quality, or a curve in which more rate does not give more quality
 */
export function createRdCurve(points: readonly RateQuality[], name: string): RdCurve {
  if (points.length < MIN_CURVE_POINTS) {
    throw new IncomparableError("too-few-points", `${name} has ${points.length} points; an RD curve needs at least ${MIN_CURVE_POINTS}`);
  }
  for (const { rate } of points) if (!Number.isFinite(rate) || rate <= 0) throw new IncomparableError("invalid-rate", `${name} has a point with rate ${rate}`);
  const sorted = points.flatMap(({ rate, quality }) => (quality === null || !Number.isFinite(quality) ? [] : [{ rate, quality }])).sort((a, b) => a.rate - b.rate);
  const lossless = points.filter(({ quality }) => quality === null || !Number.isFinite(quality)).map(({ rate }) => rate);
  if (sorted.length < MIN_CURVE_POINTS) {
    throw new IncomparableError("lossless-point", `${name} has ${lossless.length} points that are identical to the source, whose quality has no finite number; ${MIN_CURVE_POINTS} others are needed`);
  }
  sorted.forEach((point, index) => {
    const previous = sorted[index - 1];
    if (previous && (point.rate <= previous.rate || point.quality <= previous.quality)) {
      throw new IncomparableError(
        "non-monotone",
        `${name} is not monotone: from ${previous.rate.toFixed(2)} to ${point.rate.toFixed(2)} the quality goes from ${previous.quality.toFixed(4)} to ${point.quality.toFixed(4)}`,
      );
    }
  });
  const qualities = sorted.map((point) => point.quality);
  const logRate = createPchip(qualities, sorted.map((point) => Math.log10(point.rate)));
  const minQuality = qualities[0]!;
  const maxQuality = qualities[qualities.length - 1]!;
  const minRate = sorted[0]!.rate;
  const maxRate = sorted[sorted.length - 1]!.rate;
  return {
    minQuality, maxQuality, minRate, maxRate, logRate,
    losslessRate: lossless.length > 0 ? Math.min(...lossless) : null,
    rateAt: (quality) => 10 ** logRate.at(quality),
    qualityAt: (rate) => invert(logRate, Math.log10(rate), minQuality, maxQuality),
  };
}

/** Bisection: the interpolant ascends strictly, so sixty halvings reach the last bit of a double. */
function invert(curve: Pchip, target: number, low: number, high: number): number {
  if (target <= curve.at(low)) return low;
  if (target >= curve.at(high)) return high;
  let [a, b] = [low, high];
  for (let step = 0; step < 60; step += 1) {
    const middle = (a + b) / 2;
    if (curve.at(middle) < target) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}
