import type { NoiseFloorData } from "./noise-floor-schema.ts";

/** Root mean square of the deviations of one clip, percent: not about their mean, as the true difference is known to be 0. */
export function clipNoiseOf(measurements: readonly Pick<NoiseFloorData["measurements"][number], "deviationPercent">[]): number {
  return Math.sqrt(measurements.reduce((sum, { deviationPercent }) => sum + deviationPercent ** 2, 0) / measurements.length);
}
