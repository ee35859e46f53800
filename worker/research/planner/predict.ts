import type { Expected } from "#lib/plan/schema.ts";

/** Reduction after a further saving of `saving` percent of the present rate. */
export function afterSaving(reduction: number, saving: number): number {
  return 100 - (100 - reduction) * (1 - saving / 100);
}

/**
 * Prediction with the probability that the plan beats the baseline, taking the true result as spread around the
 * expected one by `spread` percentage points (logistic; the scale of a logistic is its deviation x sqrt(3) / pi).
 */
export function expect(reduction: number, spread: number): Expected {
  const probability = 1 / (1 + Math.exp(-reduction / ((spread * Math.sqrt(3)) / Math.PI)));
  return {
    reductionPercent: Math.min(99, Math.max(-500, Math.round(reduction * 10) / 10)),
    confidence: Math.min(0.98, Math.max(0.02, Math.round(probability * 100) / 100)),
  };
}
