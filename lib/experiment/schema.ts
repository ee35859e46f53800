import { z } from "zod";
import { SuiteSchema } from "../clips/schema.ts";
import { METHODS } from "../plan/method.ts";
import { ExpectedSchema, PlanSchema } from "../plan/schema.ts";
import { AppliedSchema } from "./applied-schema.ts";
import { EvaluationSchema, EVALUATION_LEVELS } from "./evaluation-schema.ts";
import { IMPORT_FLAGS, ImportedSchema } from "./imported-schema.ts";
import { LineageSchema, NoveltySchema } from "./lineage-schema.ts";
import { STAGES, STATUSES, VERDICTS } from "./names.ts";
import { HeadlineSchema, ResultsSchema, VerdictSchema } from "./results-schema.ts";

export * from "./applied-schema.ts";
export * from "./evaluation-schema.ts";
export * from "./imported-schema.ts";
export * from "./lineage-schema.ts";
export * from "./results-schema.ts";
export { STAGES, STATUSES, VERDICTS };

export const StatusSchema = z.enum(STATUSES);
export type Status = z.infer<typeof StatusSchema>;

export const StageSchema = z.enum(STAGES);
export type Stage = z.infer<typeof StageSchema>;

export const MAX_ATTEMPTS = 3;

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
  /** Whether a first look at two rungs may end it; false when a person asked for the whole suite. */
  screening: z.boolean().default(true),

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
  /** How far the evaluation cascade took the plan, what each level said and what it cost; null in records from before it. */
  evaluation: EvaluationSchema.nullable().default(null),
  /** The experiment whose plan this one changed, and what was changed; null for a first plan and in records from before it was kept. */
  lineage: LineageSchema.nullable().default(null),
  /** The past plan that is all but the same, with the reason to run this one all the same; null when there is none. */
  novelty: NoveltySchema.nullable().default(null),
  /** Where an imported record comes from, and what is visibly wrong with it; null for what was measured here. */
  imported: ImportedSchema.nullable().default(null),
  /** Set once an analysis is stored in the reasoning table. */
  analysedAt: z.string().nullable(),
  finding: z.string().nullable(),
});
export type Experiment = z.infer<typeof ExperimentSchema>;

/** Points of a curve in a square of 100 x 100, as SVG writes them: "0,90 24,71 52,40". */
const sparklinePoints = z.string().regex(/^\d{1,3},\d{1,3}( \d{1,3},\d{1,3}){1,11}$/);
/** Both curves of one typical clip: rate (log) to the right, PSNR-YUV upwards. Some 150 bytes. */
export const SparklineSchema = z.object({ baseline: sparklinePoints, candidate: sparklinePoints });
export type Sparkline = z.infer<typeof SparklineSchema>;

/** A row of the history: the projection of the GSIs. */
export const ExperimentSummarySchema = ExperimentSchema.pick({
  id: true, createdAt: true, origin: true, parentId: true, method: true, hypothesis: true, expected: true, researcher: true,
  status: true, stage: true, progress: true, attempt: true, cancelRequested: true, startedAt: true, finishedAt: true, runtimeMs: true,
  verdict: true, headline: true, failure: true, resultDigest: true, identicalTo: true, finding: true, fingerprint: true, plan: true,
  analysedAt: true, lineage: true,
}).extend({
  suiteId: z.string(),
  suiteTitle: z.string(),
  /** Of the evaluation, without what the held-out clips gave: lists are read by researchers as well. */
  reached: z.enum(EVALUATION_LEVELS).nullable().default(null),
  champion: z.boolean().default(false),
  /** Of an imported record. */
  importFlags: z.array(z.enum(IMPORT_FLAGS)).default([]),
  /** The curves as points of a figure; null where there are none, and in rows from before it was kept. */
  sparkline: SparklineSchema.nullable().default(null),
});
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
  outcome: z.enum(["ok", "timeout", "refused", "invalid-json", "invalid-schema", "duplicate-plan", "near-twin", "stale-family", "http-error", "truncated"]),
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
