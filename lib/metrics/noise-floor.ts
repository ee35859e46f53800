import measured from "./noise-floor.json" with { type: "json" };
import type { NoiseFloorData } from "./noise-floor-schema.ts";

export type { NoiseFloorData } from "./noise-floor-schema.ts";

/** The file is the repository's own: a test parses it by its schema, so that the first page needs no schema library (36 kB gzipped). */
export const NOISE_FLOOR: NoiseFloorData = measured as NoiseFloorData;

/** Nothing below this is told from zero, however small the measured noise: half of the 1 % within which two ways of running one encoder agree (plain-use.integration.test.ts). */
export const NOISE_FLOOR_PERCENT = 0.5;

/** Root mean square of the deviations of one clip, percent: not about their mean, as the true difference is known to be 0. */
export function clipNoisePercent(data: NoiseFloorData = NOISE_FLOOR): number {
  const { measurements } = data;
  return Math.sqrt(measurements.reduce((sum, { deviationPercent }) => sum + deviationPercent ** 2, 0) / measurements.length);
}

/** 97.5 % point of the normal distribution. */
const Z_975 = 1.96;

/**
 * Mean reductions within this many percent of zero are measurement noise: 1.96 times the measured noise of one clip over the root
 * of the number of clips, whose noises are taken as independent; NOISE_FLOOR_PERCENT where that is smaller.
 * It is about how exactly these clips were measured. What other clips would give is the bootstrap's question (bootstrap.ts).
 */
export function noiseFloorPercent(clips: number, data: NoiseFloorData = NOISE_FLOOR): number {
  return Math.max(NOISE_FLOOR_PERCENT, (Z_975 * clipNoisePercent(data)) / Math.sqrt(Math.max(clips, 1)));
}
