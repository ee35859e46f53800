import { cholesky, solveLower, solveUpper, type Triangle } from "./cholesky.ts";
import { gap } from "./space.ts";

/*
 * Gaussian-process regression (Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, algorithm 2.1) with an
 * additive kernel (Duvenaud, Nickisch and Rasmussen, "Additive Gaussian Processes", NIPS 2011): settings of an encoder
 * mostly act side by side, so one term per dimension learns from few experiments, and a product term takes what acts
 * together. How much a setting may move is prior knowledge; the weights of the terms are those of the highest likelihood.
 */

/** One measurement: where, what beyond the prior mean, and how exact. */
export interface Observation {
  x: Float64Array;
  y: number;
  /** Deviation of the measurement, in the units of y. */
  noise: number;
  /** Measurements of other groups (suites) share what settings do, and less of the level. */
  group: string;
}

export interface Weights {
  /** Multiplies the deviations of the single settings. */
  additive: number;
  /** Deviation of what settings do together. */
  joint: number;
}

export interface Prediction {
  mean: number;
  deviation: number;
}

export interface GaussianProcess {
  predict(x: Float64Array): Prediction;
  /** What the measurements say of each dimension's move from one point to the other, in the units of y. */
  contributions(from: Float64Array, to: Float64Array): Float64Array;
}

/** Length over which a numeric setting's effect stays alike, of its whole range. */
const LENGTH = 0.4;
/** Distances over which joint effects fade: about two settings that differ fully. */
const JOINT_LENGTH = 2;
/** Deviation of the level: how wrong the prior may be about everything together. */
const LEVEL = 8;
/** Correlation of a setting's effect between suites. */
const BETWEEN_GROUPS = 0.6;

const alike = (index: number, a: number, b: number): number => Math.exp(-0.5 * (gap(index, a, b) / LENGTH) ** 2);

/** Covariance of two points; `scales` are the deviations that single settings may cause. */
function covariance(a: Pick<Observation, "x" | "group">, b: Pick<Observation, "x" | "group">, scales: Float64Array, { additive, joint }: Weights): number {
  const same = a.group === b.group;
  let sum = 0;
  let apart = 0;
  // Most plans differ in few settings: what is alike costs one comparison.
  for (let index = 0; index < scales.length; index += 1) {
    const scale = scales[index]!;
    sum += scale * scale;
    if (a.x[index] === b.x[index]) continue;
    const far = gap(index, a.x[index]!, b.x[index]!);
    sum -= scale * scale * (1 - Math.exp(-0.5 * (far / LENGTH) ** 2));
    // A setting that may move little is no reason to take two plans for strangers.
    apart += far * Math.min(1, scale / 2);
  }
  return (additive ** 2 * sum + joint ** 2 * Math.exp(-apart / JOINT_LENGTH)) * (same ? 1 : BETWEEN_GROUPS) + LEVEL ** 2 * (same ? 1 : 0.5);
}

interface Fit {
  factor: Triangle;
  alpha: Float64Array;
  logLikelihood: number;
}

function fit(observations: readonly Observation[], scales: Float64Array, weights: Weights): Fit {
  const matrix = observations.map((left, i) => Float64Array.from({ length: i + 1 }, (_, j) => covariance(left, observations[j]!, scales, weights) + (i === j ? left.noise ** 2 : 0)));
  const factor = cholesky(matrix);
  const y = Float64Array.from(observations, (observation) => observation.y);
  const alpha = solveUpper(factor, solveLower(factor, y));
  const fitted = y.reduce((sum, value, index) => sum + value * alpha[index]!, 0);
  const logDeterminant = factor.reduce((sum, row, index) => sum + Math.log(row[index]!), 0);
  return { factor, alpha, logLikelihood: -0.5 * fitted - logDeterminant - (observations.length / 2) * Math.log(2 * Math.PI) };
}

const CHOICES: readonly Weights[] = [0.4, 0.7, 1.2, 2].flatMap((additive) => [0.5, 2, 5].map((joint) => ({ additive, joint })));

/**
 * Fits a process to the observations of at least one experiment; predictions are for `group`.
 * @param scales deviation that each dimension's full range may cause, in the units of y
 */
export function fitGaussianProcess(observations: readonly Observation[], scales: Float64Array, group: string): GaussianProcess {
  const fits = CHOICES.map((weights) => ({ weights, ...fit(observations, scales, weights) }));
  const { weights, factor, alpha } = fits.reduce((best, next) => (next.logLikelihood > best.logLikelihood ? next : best));
  const covariances = (x: Float64Array): Float64Array => Float64Array.from(observations, (observation) => covariance({ x, group }, observation, scales, weights));
  return {
    predict(x) {
      const k = covariances(x);
      const mean = k.reduce((sum, value, index) => sum + value * alpha[index]!, 0);
      const v = solveLower(factor, k);
      const variance = covariance({ x, group }, { x, group }, scales, weights) - v.reduce((sum, value) => sum + value * value, 0);
      return { mean, deviation: Math.sqrt(Math.max(variance, 1e-9)) };
    },
    contributions(from, to) {
      return Float64Array.from(scales, (scale, index) => {
        if (from[index] === to[index]) return 0;
        return observations.reduce((sum, { x, group: of }, at) => {
          const moved = alike(index, to[index]!, x[index]!) - alike(index, from[index]!, x[index]!);
          return sum + alpha[at]! * (weights.additive * scale) ** 2 * moved * (of === group ? 1 : BETWEEN_GROUPS);
        }, 0);
      });
    },
  };
}
