import { z } from "zod";

/** Least-squares filters of the clip, chosen per 4x4 block by its texture; their coefficients travel in the bitstream. */
export const WienerSchema = z.strictObject({
  kind: z.literal("wiener"),
  classes: z.union([z.literal(1), z.literal(4), z.literal(16), z.literal(64)]).default(64).describe("Classes of 4x4 blocks: 1; 4 by activity; 16: 4 activities x 4 directions; 64: 16 x 4. Classes whose filter does not pay share another's."),
  taps: z.enum(["diamond5", "diamond7", "diamond9", "star9"]).default("star9").describe("Luma filter's support, a diamond of 5, 7 or 9 samples across: 6, 12 or 20 free coefficients; star9 is diamond7 with the tips of diamond9, 14 coefficients."),
  clipped: z.boolean().default(true).describe("Adds 6 coefficients over neighbours' differences clipped to 8 grey levels: smooths without blurring edges."),
  temporal: z.boolean().default(true).describe("Adds 4 coefficients per filter over what the frames before and after say about a sample: its difference to them, motion-compensated by a search that the decoder repeats (no vectors in the file), clipped to 4 and to 24 grey levels. Takes 4 to 17 % more bytes, and some 15 ms more for each 640x360 frame in the decoder."),
  coefficientBits: z.int().min(6).max(10).default(9).describe("Fractional bits of a coefficient before entropy coding."),
  chroma: z.boolean().default(true).describe("Filters for both chroma planes too, from their own samples and from the luma beside them."),
  blockSize: z.union([z.literal(0), z.literal(16), z.literal(32), z.literal(64)]).default(64).describe("Side of the luma blocks that each frame may switch off, in samples; 0 switches whole frames only. Used where its bits pay."),
});
export type WienerSettings = z.infer<typeof WienerSchema>;
