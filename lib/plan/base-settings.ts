import { z } from "zod";
import { MAX_KEY_FRAME_DISTANCE } from "./key-frames.ts";

/*
 * The typed, bounded settings of the base codecs. Every setting is an enum, a boolean or a bounded number, and says in
 * its description what it does: the dialog's form, the prompt and the planner's search space are all made from here.
 */

const keyint = z
  .int()
  .min(1)
  .max(MAX_KEY_FRAME_DISTANCE)
  .default(MAX_KEY_FRAME_DISTANCE)
  .describe("Largest distance between key frames, in frames. Shorter seeks better and costs bits; never longer than the baseline's.");

export const X265_PRESETS = ["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"] as const;

const PRESET_HINT = "Speed against compression; slower searches more modes. Also chooses every setting below that is null.";
const OR_PRESET = "null: as the preset chooses.";

/** Settings of x265 (HEVC). What presets choose differently is null unless the plan pins it; what they agree on, or the tune decides, is explicit. */
export const X265Schema = z.strictObject({
  codec: z.literal("x265"),
  preset: z.enum(X265_PRESETS).default("medium").describe(PRESET_HINT),
  tune: z.enum(["none", "psnr", "grain"]).default("psnr").describe("psnr switches psycho-visual quantisation off, as the baseline does; none keeps it at preset slow and slower; grain spends evenly over frame types to keep noise. Both cost PSNR."),
  keyint,
  bframes: z.int().min(0).max(8).nullable().default(null).describe(`Consecutive B-frames at most; ${OR_PRESET}`),
  refs: z.int().min(1).max(6).nullable().default(null).describe(`Reference frames; ${OR_PRESET}`),
  aqMode: z.int().min(0).max(4).default(0).describe("Adaptive quantisation: 0 off, 1 variance, 2 auto-variance, 3 biased to dark, 4 with edges. Tends to cost PSNR."),
  aqStrength: z.number().min(0).max(3).multipleOf(0.1).default(1).describe("Strength of adaptive quantisation; without effect when aqMode is 0."),
  cuTree: z.boolean().default(true).describe("Moves bits to blocks that later frames refer to."),
  psyRd: z.number().min(0).max(5).multipleOf(0.1).default(0).describe("Psycho-visual rate-distortion strength; costs PSNR."),
  sao: z.boolean().nullable().default(null).describe(`Sample-adaptive offset in the loop filter; ${OR_PRESET}`),
  ctu: z.literal([16, 32, 64]).nullable().default(null).describe(`Largest coding unit, in luma samples; ${OR_PRESET}`),
  rcLookahead: z.int().min(10).max(60).nullable().default(null).describe(`Frames of look-ahead for rate control and B-frame placement; ${OR_PRESET}`),
});

/** Settings of SVT-AV1. */
export const SvtAv1Schema = z.strictObject({
  codec: z.literal("svt-av1"),
  preset: z.int().min(0).max(10).default(6).describe("Speed against compression, 0 slowest to 10 fastest; each step down takes about 1.6 times as long, below 3 more."),
  tune: z.enum(["vq", "psnr", "ssim"]).default("psnr").describe("What the encoder optimises."),
  keyint,
  hierarchicalLevels: z.int().min(2).max(5).default(5).describe("Depth of the B pyramid: a mini-GOP has 2^n frames."),
  lookahead: z.int().min(0).max(120).default(60).describe("Frames of look-ahead."),
  aqMode: z.int().min(0).max(2).default(2).describe("Adaptive quantisation: 0 off, 1 variance by segments, 2 by delta-q from the temporal model."),
  temporalFilter: z.boolean().default(true).describe("Motion-compensated filtering of reference (alt-ref) frames before coding."),
  filmGrain: z.int().min(0).max(50).default(0).describe("Film-grain synthesis strength; removes grain and makes it again in the decoder, which costs PSNR by design."),
  varianceBoost: z.boolean().default(false).describe("Spends more bits on low-contrast blocks; perceptual, tends to cost PSNR."),
  sharpness: z.int().min(-7).max(7).default(0).describe("Bias of deblocking and rate-distortion towards sharpness."),
  cdef: z.boolean().default(true).describe("Constrained directional enhancement filter in the loop, as strong as the preset says."),
  loopRestoration: z.boolean().default(true).describe("Wiener and self-guided restoration in the loop, where the preset has it."),
});

/**
 * Settings of VP9 (libvpx), one pass. Look-ahead and alt-ref settings are not here: libvpx has alternative reference
 * frames in two-pass encodes only, and measured bitstreams did not change by a byte (worker/codecs/README.md).
 */
export const Vp9Schema = z.strictObject({
  codec: z.literal("vp9"),
  cpuUsed: z.int().min(0).max(5).default(2).describe("Speed against compression with deadline good, 0 slowest to 5 fastest."),
  tune: z.enum(["psnr", "ssim"]).default("psnr").describe("What the encoder optimises."),
  keyint,
  frameParallel: z.boolean().default(true).describe("Keeps entropy contexts from adapting backwards, so that frames decode in parallel; off compresses better."),
  aqMode: z.int().min(0).max(3).default(0).describe("Adaptive quantisation: 0 off, 1 variance, 2 complexity, 3 cyclic refresh."),
  sharpness: z.int().min(0).max(7).default(0).describe("Sharpness of the loop filter and of mode decision; costs bits."),
  tuneContent: z.enum(["default", "film"]).default("default").describe("Kind of content to tune for; film retains grain."),
}).describe("One pass only: two-pass VP9, as used elsewhere, needed 14 to 32 % fewer bits at equal PSNR-YUV on three film clips.");

export const X264_PRESETS = ["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"] as const;

/** Settings of x264 (H.264); null and explicit settings as in x265. */
export const X264Schema = z.strictObject({
  codec: z.literal("x264"),
  preset: z.enum(X264_PRESETS).default("medium").describe(PRESET_HINT),
  tune: z.enum(["none", "psnr", "film", "grain"]).default("psnr").describe("psnr switches psycho-visual decisions off; none keeps them; film and grain add psycho-visual trellis, grain also keeps noise. All but psnr cost PSNR."),
  keyint,
  bframes: z.int().min(0).max(8).nullable().default(null).describe(`Consecutive B-frames at most; ${OR_PRESET}`),
  refs: z.int().min(1).max(8).nullable().default(null).describe(`Reference frames; ${OR_PRESET}`),
  aqMode: z.int().min(0).max(3).default(0).describe("Adaptive quantisation: 0 off, 1 variance, 2 auto-variance, 3 biased to dark."),
  aqStrength: z.number().min(0).max(3).multipleOf(0.1).default(1).describe("Strength of adaptive quantisation; without effect when aqMode is 0."),
  psyRd: z.number().min(0).max(3).multipleOf(0.1).default(0).describe("Psycho-visual rate-distortion strength; costs PSNR."),
  subme: z.int().min(1).max(10).nullable().default(null).describe(`Sub-pixel motion estimation and mode decision quality; 10 acts only with trellis 2 and adaptive quantisation; ${OR_PRESET}`),
  trellis: z.int().min(0).max(2).nullable().default(null).describe(`Trellis quantisation: 0 off, 1 on the final encode, 2 always; ${OR_PRESET}`),
  mbTree: z.boolean().nullable().default(null).describe(`Moves bits to blocks that later frames refer to; ${OR_PRESET}`),
  deblock: z.int().min(-3).max(3).nullable().default(null).describe("Strength offset of the deblocking filter; null: as the preset and the tune choose."),
  rcLookahead: z.int().min(1).max(60).nullable().default(null).describe(`Frames of look-ahead for rate control; ${OR_PRESET}`),
});

/** No codec at all: the predictor's rendering is the picture. A rung's CRF then sets the precision of the scene program. */
export const NoBaseSchema = z.strictObject({
  codec: z.literal("none"),
}).describe("No codec: what the predictor renders is the picture, nothing else is coded. Needs a predictor, and fails on clips where it finds no scene program.");

/** The base codec of a plan with its settings. */
export const BaseSchema = z.discriminatedUnion("codec", [
  X265Schema.describe("HEVC by x265, the baseline's own format and encoder."),
  SvtAv1Schema.describe("AV1 by SVT-AV1."),
  Vp9Schema,
  X264Schema.describe("H.264 by x264."),
  NoBaseSchema,
]);
/** The base codecs that really code pictures. */
export const CodedBaseSchema = z.discriminatedUnion("codec", [X265Schema, SvtAv1Schema, Vp9Schema, X264Schema]);

export type Base = z.infer<typeof BaseSchema>;
export type BaseCodec = Base["codec"];
export type BaseOf<C extends BaseCodec> = Extract<Base, { codec: C }>;
/** A base that really codes pictures. */
export type CodedBase = Exclude<Base, { codec: "none" }>;
export type CodedCodec = CodedBase["codec"];

/**
 * Bounds of the CRF scale of each codec, and a ladder that spans about the quality of the baseline's. Measured on the
 * quick suite: x265 CRF 17 to 37 is 44.4 to 31.9 dB on the meadow; SVT-AV1 preset 6 from CRF 22 to 60 gave 42.5 to
 * 34.5 dB only, 64 % of that range.
 */
export const CRF_RANGE: Record<BaseCodec, { min: number; max: number; ladder: readonly number[] }> = {
  x265: { min: 10, max: 51, ladder: [17, 22, 27, 32, 37] },
  "svt-av1": { min: 10, max: 63, ladder: [14, 24, 36, 50, 63] },
  vp9: { min: 10, max: 63, ladder: [15, 26, 38, 50, 62] },
  x264: { min: 10, max: 51, ladder: [17, 22, 27, 32, 37] },
  none: { min: 10, max: 63, ladder: [16, 26, 36, 46, 56] },
};
