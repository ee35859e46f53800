import { z } from "zod";

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
