import { z } from "zod";
import measured from "./noise-floor.json" with { type: "json" };

/** How far the reduction of one clip moved when nothing about the codec changed: made by `npm run noise`. */
export const NoiseFloorSchema = z.object({
  provenance: z.object({
    measuredAt: z.string(),
    command: z.string(),
    machine: z.string(),
    encoders: z.array(z.string()),
    suite: z.string(),
    clips: z.string(),
    seconds: z.number(),
  }),
  measurements: z
    .array(
      z.object({
        clipId: z.string(),
        /** threads: the same encoder on other threads; rungs: the same encoder measured at other CRFs. */
        cause: z.enum(["threads", "rungs"]),
        variant: z.string(),
        reductionPercent: z.number(),
        /** The same without the change; 0 for the baseline against itself. */
        expectedPercent: z.number(),
        deviationPercent: z.number(),
      }),
    )
    .min(1),
  /** What gave no number, as in an experiment: it is left out of the noise. */
  incomparable: z.array(z.object({ clipId: z.string(), variant: z.string(), reason: z.string() })),
});
export type NoiseFloorData = z.infer<typeof NoiseFloorSchema>;

export const NOISE_FLOOR: NoiseFloorData = NoiseFloorSchema.parse(measured);

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
