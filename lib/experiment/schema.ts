import { z } from "zod";
import { ClipFactsSchema, SuiteSchema } from "../clips/schema.ts";
import { METHODS } from "../plan/method.ts";
import { ExpectedSchema, PlanSchema } from "../plan/schema.ts";
import { STAGES, STATUSES, VERDICTS } from "./names.ts";

export { STAGES, STATUSES, VERDICTS };

export const StatusSchema = z.enum(STATUSES);
export type Status = z.infer<typeof StatusSchema>;

export const StageSchema = z.enum(STAGES);
export type Stage = z.infer<typeof StageSchema>;

export const VerdictSchema = z.enum(VERDICTS);
export type Verdict = z.infer<typeof VerdictSchema>;

export const MAX_ATTEMPTS = 3;

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

export const StageTimeSchema = z.object({ stage: StageSchema, startedAt: z.string(), finishedAt: z.string().nullable() });
export type StageTime = z.infer<typeof StageTimeSchema>;

export const ProgressSchema = z.object({
  /** Of the whole experiment, 0 to 1. */
  fraction: z.number().min(0).max(1),
  message: z.string().max(200),
  etaSeconds: z.number().nullable(),
});
export type Progress = z.infer<typeof ProgressSchema>;

export const FailureSchema = z.object({
  stage: StageSchema.nullable(),
  reason: z.string(),
  /** Tail of what the failed tool said. */
  detail: z.string().nullable(),
});
export type Failure = z.infer<typeof FailureSchema>;

export const ArtifactSchema = z.object({
  /** File name inside the experiment, unique: `candidate/bbb-meadow-crf22.avcl`. */
  name: z.string(),
  key: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  contentType: z.string(),
});
export type Artifact = z.infer<typeof ArtifactSchema>;

/** Who proposed the plan. */
export const ResearcherSchema = z.object({
  kind: z.enum(["built-in", "model", "person", "imported"]),
  /** The model's name, for a model. */
  model: z.string().nullable(),
  /** For example: the model failed and the operator chose to fall back. */
  note: z.string().nullable(),
});
export type Researcher = z.infer<typeof ResearcherSchema>;

/** How the experiment came into the queue. */
export const ORIGINS = ["researcher", "by-hand", "suggestion", "autopilot", "imported"] as const;

export const ExperimentSchema = z.object({
  id: z.string(),
  createdAt: z.string(),
  origin: z.enum(ORIGINS),
  /** The experiment whose suggestion this one launches. */
  parentId: z.string().nullable(),
  suite: SuiteSchema,

  plan: PlanSchema.nullable(),
  fingerprint: z.string().nullable(),
  method: z.enum(METHODS).nullable(),
  hypothesis: z.string().nullable(),
  why: z.string().nullable(),
  expected: ExpectedSchema.nullable(),
  researcher: ResearcherSchema.nullable(),

  status: StatusSchema,
  stage: StageSchema.nullable(),
  progress: ProgressSchema.nullable(),
  stages: z.array(StageTimeSchema),
  owner: z.string().nullable(),
  attempt: z.int(),
  leaseExpiresAt: z.string().nullable(),
  cancelRequested: z.boolean(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  runtimeMs: z.number().nullable(),

  verdict: VerdictSchema.nullable(),
  verdictReason: z.string().nullable(),
  headline: HeadlineSchema.nullable(),
  failure: FailureSchema.nullable(),
  applied: AppliedSchema.nullable(),
  results: ResultsSchema.nullable(),
  artifacts: z.array(ArtifactSchema),
  /** sha256 over all rungs' bitstream hashes (or over an imported record's numbers): equal means identical results. */
  resultDigest: z.string().nullable(),
  /** Past experiments with the same result digest, when this one was settled. */
  identicalTo: z.array(z.string()),
  /** Set once an analysis is stored in the reasoning table. */
  analysedAt: z.string().nullable(),
  finding: z.string().nullable(),
});
export type Experiment = z.infer<typeof ExperimentSchema>;

/** A row of the history: the projection of the GSIs. */
export const ExperimentSummarySchema = ExperimentSchema.pick({
  id: true, createdAt: true, origin: true, parentId: true, method: true, hypothesis: true, expected: true, researcher: true,
  status: true, stage: true, progress: true, attempt: true, cancelRequested: true, startedAt: true, finishedAt: true, runtimeMs: true,
  verdict: true, headline: true, failure: true, resultDigest: true, identicalTo: true, finding: true, fingerprint: true, plan: true,
  analysedAt: true,
}).extend({ suiteId: z.string(), suiteTitle: z.string() });
export type ExperimentSummary = z.infer<typeof ExperimentSummarySchema>;

/** One call of the researcher, stored in the reasoning table; prompts and replies are artifacts in S3. */
export const ReasoningSchema = z.object({
  experimentId: z.string(),
  kind: z.enum(["proposal", "analysis"]),
  /** Counts calls of this kind, retries included, from 1. */
  sequence: z.int(),
  createdAt: z.string(),
  researcher: ResearcherSchema,
  /** ok, or why this reply was not used. */
  outcome: z.enum(["ok", "timeout", "refused", "invalid-json", "invalid-schema", "duplicate-plan", "http-error", "truncated"]),
  error: z.string().nullable(),
  /** Parsed reply: Proposal or Analysis; null when it could not be used. */
  reply: z.unknown(),
  promptTokens: z.int().nullable(),
  completionTokens: z.int().nullable(),
  latencyMs: z.number(),
  /** S3 key of the transcript (JSON: messages sent, raw reply); null for the built-in planner. */
  transcriptKey: z.string().nullable(),
});
export type Reasoning = z.infer<typeof ReasoningSchema>;

/** A worker that reported lately. */
export const WorkerInfoSchema = z.object({
  id: z.string(),
  host: z.string(),
  pid: z.int(),
  startedAt: z.string(),
  seenAt: z.string(),
  experimentId: z.string().nullable(),
});
export type WorkerInfo = z.infer<typeof WorkerInfoSchema>;

/** An uploaded video: stored by the app, then probed by a worker. */
export const UploadSchema = z.object({
  id: z.uuid(),
  fileName: z.string(),
  bytes: z.int(),
  key: z.string(),
  createdAt: z.string(),
  status: z.enum(["checking", "ready", "rejected"]),
  /** Why it was rejected and what to do. */
  reason: z.string().nullable(),
  facts: z.object({ width: z.int(), height: z.int(), fps: z.number(), frames: z.int(), durationSeconds: z.number(), codec: z.string(), notes: z.array(z.string()) }).nullable(),
});
export type Upload = z.infer<typeof UploadSchema>;
