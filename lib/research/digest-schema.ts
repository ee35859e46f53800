import { z } from "zod";
import { IntervalSchema, StageSchema, StatusSchema, VerdictSchema } from "../experiment/schema.ts";
import { KnowledgeSchema } from "../knowledge/schema.ts";
import { PlanSchema } from "../plan/schema.ts";
import { PartsSummarySchema } from "./parts-summary-schema.ts";

/*
 * What the researcher knows of the past: every experiment in one row, the best and the newest in full. The held-out
 * suite is never in it; imported and unverified numbers are kept apart as history and count as no evidence.
 */

/** One past experiment, summarised. Percent: positive is smaller than the HEVC baseline. */
export const DigestRowSchema = z.object({
  id: z.string(),
  createdAt: z.string(),
  suiteId: z.string(),
  parentId: z.string().nullable(),
  status: StatusSchema,
  verdict: VerdictSchema.nullable(),
  plan: PlanSchema.nullable(),
  hypothesis: z.string().nullable(),
  expectedPercent: z.number().nullable(),
  reductionPercent: z.number().nullable(),
  bdRatePercent: z.number().nullable(),
  bitrateKbps: z.number().nullable(),
  baselineKbps: z.number().nullable(),
  psnrYuvDb: z.number().nullable(),
  clips: z.int().nullable(),
  clampedClips: z.int().nullable(),
  /** Of the reduction, over clips. */
  interval: IntervalSchema.nullable().default(null),
  runtimeMs: z.number().nullable(),
  finding: z.string().nullable(),
  failure: z.object({ stage: StageSchema.nullable(), reason: z.string(), detailTail: z.string().nullable() }).nullable(),
  /** Other experiments with byte-identical bitstreams: a change that changed nothing. */
  identicalTo: z.array(z.string()),
});
export type DigestRow = z.infer<typeof DigestRowSchema>;

const point = z.object({ crf: z.number(), kbps: z.number(), psnrYuv: z.number().nullable() });
export type DigestPoint = z.infer<typeof point>;

/** One clip of an experiment in full. Rates in kbit/s, qualities in dB PSNR-YUV, BD-rates in percent (negative is smaller). */
export const DigestClipSchema = z.object({
  clipId: z.string(),
  title: z.string(),
  kind: z.enum(["scene", "film", "upload"]),
  width: z.int(),
  height: z.int(),
  fps: z.number(),
  frames: z.int(),
  si: z.number(),
  ti: z.number(),
  reductionPercent: z.number().nullable(),
  /** Why there is no reduction. */
  incomparable: z.object({ code: z.string(), reason: z.string() }).nullable(),
  baselineKbps: z.number().nullable(),
  candidateKbps: z.number().nullable(),
  qualityDb: z.number().nullable(),
  clamped: z.enum(["no", "low", "high"]),
  bdRatePercent: z.number().nullable(),
  bdRateSsimPercent: z.number().nullable(),
  bdRateVmafPercent: z.number().nullable(),
  lowOverlap: z.boolean(),
  points: z.array(point),
  baselinePoints: z.array(point),
  encodeSeconds: z.number(),
  baselineEncodeSeconds: z.number(),
});
export type DigestClip = z.infer<typeof DigestClipSchema>;

export const DigestDetailSchema = z.object({
  id: z.string(),
  why: z.string().nullable(),
  verdictReason: z.string().nullable(),
  clips: z.array(DigestClipSchema),
  /** What became of the plan's parts; null when nothing was applied. */
  parts: PartsSummarySchema.nullable(),
});
export type DigestDetail = z.infer<typeof DigestDetailSchema>;

/** Imported or unverified records: mentioned as history, never used as evidence. */
export const DigestHistorySchema = z.object({
  count: z.int(),
  /** Size of the largest group with identical results. */
  identical: z.int(),
  claimedPercent: z.array(z.number()),
  ids: z.array(z.string()),
});

export const DigestSchema = z.object({
  suiteId: z.string(),
  /** Newest first. */
  rows: z.array(DigestRowSchema),
  /** True when older experiments exist than those in rows. */
  olderExist: z.boolean(),
  details: z.array(DigestDetailSchema),
  history: DigestHistorySchema,
  /** What was folded from every settled experiment of the suite, and of all suites; absent where a digest is made from rows alone. */
  knowledge: z.object({ here: KnowledgeSchema, everywhere: KnowledgeSchema }).optional(),
});
export type Digest = z.infer<typeof DigestSchema>;

/** Whether the row is a measured result that may be reasoned from. */
export function isEvidence(row: DigestRow): row is DigestRow & { plan: NonNullable<DigestRow["plan"]>; reductionPercent: number } {
  return row.status === "completed" && row.plan !== null && row.reductionPercent !== null && row.verdict !== "unverified" && row.verdict !== "incomparable";
}
