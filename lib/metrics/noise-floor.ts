import clipNoise from "./clip-noise.json" with { type: "json" };

/**
 * Noise of one clip's reduction, percent: what `npm run noise` measured (noise-floor.json, summed up by clip-noise.ts). Only the
 * number is here: pages need neither the measurements (3 kB) nor the schema library, and a test works it out again.
 */
export const CLIP_NOISE_PERCENT: number = clipNoise.percent;

/** Nothing below this is told from zero, however small the measured noise: half of the 1 % within which two ways of running one encoder agree (plain-use.integration.test.ts). */
export const NOISE_FLOOR_PERCENT = 0.5;

/** 97.5 % point of the normal distribution. */
const Z_975 = 1.96;

/**
 * Mean reductions within this many percent of zero are measurement noise: 1.96 times the measured noise of one clip over the root
 * of the number of clips, whose noises are taken as independent; NOISE_FLOOR_PERCENT where that is smaller.
 * It is about how exactly these clips were measured. What other clips would give is the bootstrap's question (bootstrap.ts).
 */
export function noiseFloorPercent(clips: number, clipNoisePercent = CLIP_NOISE_PERCENT): number {
  return Math.max(NOISE_FLOOR_PERCENT, (Z_975 * clipNoisePercent) / Math.sqrt(Math.max(clips, 1)));
}
