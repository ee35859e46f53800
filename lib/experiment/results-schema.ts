import { z } from "zod";
import { ClipFactsSchema } from "../clips/schema.ts";
import { AppliedEncoderSchema } from "./applied-schema.ts";
import { VERDICTS } from "./names.ts";

/* What was measured: operating points, curves, comparisons with the baseline, and the few numbers of the history row. */

export const VerdictSchema = z.enum(VERDICTS);
export type Verdict = z.infer<typeof VerdictSchema>;

/** Quality in dB; null means infinite, that is identical pictures. */
const decibels = z.number().nullable();

/** One measured operating point. */
export const RdPointSchema = z.object({
  crf: z.number(),
  /** Size of the whole bitstream file, in bytes: this is the rate. */
  bytes: z.int(),
  /** bytes x 8 / duration / 1000, kbit/s. */
  kbps: z.number(),
  /** PSNR of the mean squared error over all frames, dB, 8-bit peak 255. */
  psnrY: decibels,
  psnrU: decibels,
  psnrV: decibels,
  /** (6 Y + U + V) / 8 of the three above, dB. */
  psnrYuv: decibels,
  /** Mean SSIM of luma over frames, 0 to 1. */
  ssimY: z.number(),
  /** null when not measured; `notMeasured.vmaf` says why. */
  vmaf: z.number().nullable(),
  vmafNeg: z.number().nullable(),
  encodeMs: z.number(),
  decodeMs: z.number(),
  /** sha256 (hex) of the bitstream file. */
  sha256: z.string(),
  /** sha256 (hex) of the decoded pictures (the bytes of the decoder's Y4M). */
  decodedSha256: z.string(),
});
export type RdPoint = z.infer<typeof RdPointSchema>;

/** A BD-rate, or the named reason why there is none. Never a number in place of a failure. */
export const BdRateSchema = z.discriminatedUnion("status", [
  z.object({ status: z.literal("ok"), percent: z.number(), overlapPercent: z.number(), lowOverlap: z.boolean() }),
  z.object({ status: z.literal("incomparable"), code: z.string(), reason: z.string() }),
]);
export type BdRate = z.infer<typeof BdRateSchema>;

/** The candidate against the baseline at equal PSNR-YUV on one clip. */
export const ReductionSchema = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    /** ((baseline - actual) / baseline) x 100; positive is smaller. */
    percent: z.number(),
    baselineKbps: z.number(),
    candidateKbps: z.number(),
    qualityDb: z.number(),
    /** The rate that was asked of the baseline, before clamping to its curve. */
    targetKbps: z.number(),
    clamped: z.enum(["no", "low", "high"]),
    /** at-least: the rung that was taken shows more than the quality asked for, so the true reduction is no smaller. */
    bound: z.enum(["exact", "at-least"]).default("exact"),
  }),
  z.object({ status: z.literal("incomparable"), code: z.string(), reason: z.string(), baselineKbps: z.number().nullable(), qualityDb: z.number().nullable() }),
]);
export type Reduction = z.infer<typeof ReductionSchema>;

export const BaselineSchema = z.object({
  clipSha256: z.string(),
  encoder: AppliedEncoderSchema,
  points: z.array(RdPointSchema),
  measuredAt: z.string(),
});
export type Baseline = z.infer<typeof BaselineSchema>;

export const ClipResultSchema = z.object({
  clip: ClipFactsSchema,
  baseline: BaselineSchema,
  baselineCached: z.boolean(),
  points: z.array(RdPointSchema),
  reduction: ReductionSchema,
  bdRate: z.object({ psnrYuv: BdRateSchema, psnrY: BdRateSchema, ssimY: BdRateSchema, vmaf: BdRateSchema.nullable() }),
});
export type ClipResult = z.infer<typeof ClipResultSchema>;

export const ResultsSchema = z.object({
  clips: z.array(ClipResultSchema),
  /** Metrics that were not measured, with the reason. */
  notMeasured: z.record(z.string(), z.string()),
});
export type Results = z.infer<typeof ResultsSchema>;

/** What the mean over clips could have been with other clips like these, percent; how it is made stands in lib/metrics/bootstrap.ts. */
export const IntervalSchema = z.object({
  low: z.number(),
  high: z.number(),
  /** How often such an interval holds the mean of all clips like these, 0 to 1: 0.95, and less for fewer than six clips. */
  level: z.number(),
  /** Clips that were resampled. */
  n: z.int(),
  method: z.enum(["bootstrap-exact", "bootstrap-seeded"]),
});
export type Interval = z.infer<typeof IntervalSchema>;

/** The few numbers of the history row. */
export const HeadlineSchema = z.object({
  /** Mean of the clips' reductions at equal PSNR-YUV, percent; null when any clip is incomparable or quality was not measured. */
  reductionPercent: z.number().nullable(),
  /** As claimed by an imported record, never verified here. */
  claimedReductionPercent: z.number().nullable(),
  bdRatePercent: z.number().nullable(),
  /** Mean over clips of the rate at equal quality, kbit/s. */
  bitrateKbps: z.number().nullable(),
  baselineKbps: z.number().nullable(),
  /** Mean over clips of the quality at which rates are compared, dB. */
  psnrYuvDb: z.number().nullable(),
  clips: z.int(),
  clampedClips: z.int(),
  /** Of reductionPercent; null without one, for a single clip, and in records from before there were intervals. */
  interval: IntervalSchema.nullable().default(null),
});
export type Headline = z.infer<typeof HeadlineSchema>;
