import { z } from "zod";

/*
 * What became of a plan's parts, over all rungs of all clips: what a digest, an analysis and the number check state of an
 * applied plan. Bytes are means over the rungs that used the part, or over all when none did.
 */
export const PartsSummarySchema = z.object({
  rungs: z.int(),
  restoration: z
    .object({
      kind: z.string(),
      /** Rungs on which it earned its bytes. */
      used: z.int(),
      /** Mean PSNR-YUV gain where it was used, dB; 0 where never. */
      gainDb: z.number(),
      bytes: z.number(),
      trainSeconds: z.number(),
      /** Clips on which no rung used it. */
      unusedClips: z.array(z.string()),
    })
    .nullable(),
  program: z
    .object({
      /** Rungs on which the rendering was the picture, on which the base coded what it left, and on which it was dropped. */
      alone: z.int(),
      residual: z.int(),
      dropped: z.int(),
      /** Mean PSNR-YUV of the rendering where one was found, dB. */
      explainedDb: z.number().nullable(),
      bytes: z.number(),
      /** Clips on which a rung used it. */
      usedClips: z.array(z.string()),
    })
    .nullable(),
  adapt: z
    .object({
      /** Shots of the clip with the most. */
      mostShots: z.int(),
      /** Rungs on which a shot had another CRF than the rung's, and on which one was coded smaller than the rung's largest. */
      withOffset: z.int(),
      resized: z.int(),
    })
    .nullable(),
  /** Share of all bytes by part, percent, largest first. */
  shares: z.array(z.object({ part: z.string(), percent: z.number(), bytes: z.int() })),
  /** Seconds over all rungs; null for records from before they were kept. */
  costs: z.object({ fitSeconds: z.number(), encodeSeconds: z.number(), searchSeconds: z.number(), trainSeconds: z.number(), slowestDecodeFps: z.number(), madsPerPixel: z.number() }).nullable(),
});
export type PartsSummary = z.infer<typeof PartsSummarySchema>;
