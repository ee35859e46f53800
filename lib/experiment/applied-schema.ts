import { z } from "zod";

/* The plan as it was applied: what the stages really ran, and what it cost. */

/** What was really handed to an encoder, written by the stage that did it. */
export const AppliedEncoderSchema = z.object({
  /** FFmpeg's name of the encoder. */
  encoder: z.string(),
  /** Build of the libraries, as they report it. */
  build: z.string(),
  /** Every option that was passed, by name, common to all rungs. */
  options: z.record(z.string(), z.string()),
  threads: z.int(),
});
export type AppliedEncoder = z.infer<typeof AppliedEncoderSchema>;

/** What one operating point cost, beside its bits. */
export const RungCostsSchema = z.object({
  /** Looking for a scene program in the clip, ms; once for all rungs of the clip, repeated in each. */
  fitMs: z.number(),
  /** Time inside the base encoder for the streams that are in the file, ms. */
  encodeMs: z.number(),
  /** Encoding and measuring what was tried and not kept (other sizes and offsets of shots, with and without the program), ms. */
  searchMs: z.number(),
  /** Learning the restoration, ms. */
  trainMs: z.number(),
  /** Streams that were taken from the cache of this machine with the time that they once took, of all in the file and tried. */
  cachedStreams: z.int(),
  streams: z.int(),
  /** Multiply-adds per luma sample of rendering and restoration in the decoder; the base codec's own are not counted. */
  madsPerPixel: z.number(),
  /** Pictures a second of the decoder process, reading and writing not counted. */
  decodeFps: z.number(),
});
export type RungCosts = z.infer<typeof RungCostsSchema>;

/** What became of the plan's predictor on one rung. */
export const AppliedProgramSchema = z.object({
  /** alone: the rendering is the picture; residual: the base codes what it leaves; no: coded without it. */
  used: z.enum(["alone", "residual", "no"]),
  /** What was tried and why this was kept, with numbers. */
  reason: z.string(),
  /** Layers of the program that was found, in drawing order; empty when none was. */
  layers: z.array(z.string()),
  /** Bits after the point of its numbers on this rung. */
  precisionBits: z.int().nullable(),
  /** Bytes that it takes, or would have taken. */
  bytes: z.int(),
  /** Mean PSNR-YUV of the rendering at the settings' precision, dB. */
  explainedDb: z.number().nullable(),
});
export type AppliedProgram = z.infer<typeof AppliedProgramSchema>;

/** One shot as it was coded. */
export const AppliedShotSchema = z.object({
  from: z.int(),
  frames: z.int(),
  /** ITU-T P.910, maxima over the shot. */
  si: z.number(),
  ti: z.number(),
  crf: z.number(),
  codedWidth: z.int(),
  codedHeight: z.int(),
  bytes: z.int(),
});
export type AppliedShot = z.infer<typeof AppliedShotSchema>;

export const AppliedRungSchema = z.object({
  clipId: z.string(),
  crf: z.number(),
  /** Options really passed for this rung, the CRF among them. */
  options: z.record(z.string(), z.string()),
  /** Coded size in luma samples, after the transform. */
  codedWidth: z.int(),
  codedHeight: z.int(),
  bytes: z.int(),
  sha256: z.string(),
  /** Bytes by part: header, program, base, shots, weights, maps (records before pipeline version 3: restoration). They sum to `bytes`. */
  parts: z.record(z.string(), z.int()),
  /** What was learned for the decoder on this rung, and whether it earned its bytes; null when the plan has no restoration. */
  restoration: z
    .object({
      kind: z.string(),
      used: z.boolean(),
      /** On or off, with the numbers behind it. */
      reason: z.string(),
      /** PSNR-YUV over the whole clip, dB; what the decoder's own arithmetic gave. */
      gainDb: z.number(),
      /** Bytes that it takes, or would have taken. */
      bytes: z.int(),
      /** Multiply-adds per luma sample in the decoder. */
      madsPerPixel: z.number(),
      trainMs: z.number(),
    })
    .nullable()
    .default(null),
  /** null when the plan has no predictor. */
  program: AppliedProgramSchema.nullable().default(null),
  /** null when the plan does not adapt by shots. */
  adapt: z.object({ reason: z.string(), shots: z.array(AppliedShotSchema) }).nullable().default(null),
  costs: RungCostsSchema.nullable().default(null),
});

export type AppliedRung = z.infer<typeof AppliedRungSchema>;

/** The plan as it was applied: written by the stages from what they ran, never copied from the plan's text. */
export const AppliedSchema = z.object({
  encoder: AppliedEncoderSchema,
  /** Filters really run before coding and after decoding, in order. */
  before: z.array(z.string()),
  after: z.array(z.string()),
  rungs: z.array(AppliedRungSchema),
  machine: z.object({ cpu: z.string(), cores: z.int(), node: z.string(), platform: z.string() }),
});
export type Applied = z.infer<typeof AppliedSchema>;
