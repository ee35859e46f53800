import type { Prediction } from "./gaussian-process.ts";

/** Standard normal density. */
const density = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

/** Standard normal distribution; Abramowitz and Stegun 7.1.26, error below 1.5e-7. */
export function normal(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const erf = 1 - ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-x * x);
  return 0.5 * (1 + Math.sign(z) * erf);
}

/**
 * Expected improvement over the best so far, in the prediction's units (Jones, Schonlau and Welch, "Efficient Global
 * Optimization of Expensive Black-Box Functions", 1998, equation 15, for a maximum).
 */
export function expectedImprovement({ mean, deviation }: Prediction, best: number): number {
  const z = (mean - best) / deviation;
  return (mean - best) * normal(z) + deviation * density(z);
}
