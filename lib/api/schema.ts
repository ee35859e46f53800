import { z } from "zod";
import { BudgetSchema } from "../autopilot/budget.ts";
import { AutopilotSchema, AutopilotSettingsSchema } from "../autopilot/schema.ts";
import { SuiteSchema } from "../clips/schema.ts";
import { ExperimentSchema, ExperimentSummarySchema, IntervalSchema, ReasoningSchema, ResearcherSchema, StatusSchema, UploadSchema, VerdictSchema, WorkerInfoSchema } from "../experiment/schema.ts";
import { CLIP_ID, EXPERIMENT_ID, SUITE_ID } from "../ids.ts";
import { HYPOTHESIS_LENGTH } from "../plan/hypothesis-length.ts";
import { METHODS } from "../plan/method.ts";
import { AnalysisSchema, ExpectedSchema, PlanSchema } from "../plan/schema.ts";
import { TRACKS } from "../plan/track.ts";
import { CalibrationScoreSchema, PredictionSchema } from "../research/calibration.ts";
import { LIST_ORDERS, LIST_SORTS, LONGEST_FILTER } from "./list-limits.ts";

export * from "./artifact-schema.ts";
export * from "./knowledge-schema.ts";
export * from "./lineage-schema.ts";

export { CompareQuerySchema, CompareReplySchema } from "../compare/schema.ts";
export { InsightsQuerySchema, InsightsReplySchema } from "../insights/schema.ts";

export * from "./import-schema.ts";

export { LogQuerySchema, LogReplySchema } from "../log/schema.ts";

/*
 * Every request and reply of the HTTP API, in one place: routes parse with these, the browser parses with these, and
 * /api/openapi.json is made from these.
 */

export const ERROR_CODES = [
  "invalid-request", "not-found", "duplicate-plan", "already-finished", "autopilot-state", "too-large", "unsupported-media", "upload-not-ready",
  "range-not-satisfiable", "storage-unavailable", "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export const ErrorReplySchema = z.object({
  error: z.object({
    code: z.enum(ERROR_CODES),
    /** A sentence for the person who can act. */
    message: z.string(),
    /** For example the twin's id, or the paths of a request that do not fit. */
    details: z.record(z.string(), z.unknown()).optional(),
  }),
});
export type ErrorReply = z.infer<typeof ErrorReplySchema>;

const suiteId = z.string().regex(SUITE_ID);
export const experimentId = z.string().regex(EXPERIMENT_ID);

/** POST /api/experiments. Without a plan, the researcher decides. The Idempotency-Key header makes a repeat harmless. */
export const LaunchRequestSchema = z
  .strictObject({
    suiteId: suiteId.optional().describe("A suite of GET /api/suites; leave out with uploadId."),
    uploadId: z.uuid().optional().describe("An accepted upload: the experiment runs on that one clip."),
    plan: PlanSchema.nullable().default(null).describe("The plan to run; null lets the researcher decide."),
    hypothesis: z.string().trim().min(HYPOTHESIS_LENGTH.least).max(HYPOTHESIS_LENGTH.most).nullable().default(null).describe("Only with a plan."),
    expected: ExpectedSchema.nullable().default(null).describe("Only with a plan."),
    parentId: experimentId.nullable().default(null).describe("The experiment whose suggestion this launches."),
    screening: z.boolean().default(true).describe("Whether two rungs on one clip may end it before the suite is measured; false measures the suite in full."),
  })
  .superRefine((request, context) => {
    if ((request.suiteId === undefined) === (request.uploadId === undefined)) {
      context.addIssue({ code: "custom", path: ["suiteId"], message: "give either suiteId or uploadId" });
    }
    if (!request.plan && (request.hypothesis || request.expected)) {
      context.addIssue({ code: "custom", path: ["plan"], message: "hypothesis and expected go with a plan" });
    }
  });
export type LaunchRequest = z.input<typeof LaunchRequestSchema>;

export const LaunchReplySchema = z.object({
  experiment: ExperimentSchema,
  /** True when the Idempotency-Key had been used: nothing new was enqueued. */
  repeated: z.boolean(),
});

const clipIdText = z.string().regex(CLIP_ID);
const isoInstant = z.iso.datetime({ offset: true }).transform((time) => new Date(time).toISOString());

/** Which experiments; every filter holds at once. */
const listFilters = {
  status: StatusSchema.optional(),
  method: z.enum(METHODS).optional(),
  track: z.enum(TRACKS).optional(),
  verdict: VerdictSchema.optional(),
  suite: suiteId.optional(),
  clip: clipIdText.optional().describe("Experiments whose suite has this clip."),
  model: z.string().trim().min(1).max(LONGEST_FILTER.model).optional().describe("The researcher: a model's name, or built-in, person or imported."),
  from: isoInstant.optional().describe("Created at this time or later."),
  to: isoInstant.optional().describe("Created before this time."),
  text: z.string().trim().min(1).max(LONGEST_FILTER.text).optional().describe("Part of the hypothesis or the id, in any case. A page may be short or empty and yet have a nextCursor."),
};

export const ListQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(2000).optional(),
  ...listFilters,
  sort: z.enum(LIST_SORTS).default("created").describe("By a number: only experiments that have it, measured here; with verdict=unverified, imported ones by what they claim."),
  order: z.enum(LIST_ORDERS).default("descending"),
});
export type ListQuery = z.infer<typeof ListQuerySchema>;
export const ListReplySchema = z.object({
  items: z.array(ExperimentSummarySchema),
  nextCursor: z.string().nullable(),
  /** Time up to which these rows are known to be as they are: where to ask for changes from. */
  asOf: z.string(),
  /** Of a list by time of creation that goes on: when the row was created that was looked at last, whether it fits or not. */
  searchedTo: z.string().nullable().optional(),
});

/** GET /api/experiments/changes: what was written since, so that a poll transfers only what changed. */
export const ChangesQuerySchema = z.strictObject({ since: isoInstant, ...listFilters });
export type ChangesQuery = z.infer<typeof ChangesQuerySchema>;
export const ChangesReplySchema = z.object({
  /** Rows that were written since and fit the filters, the latest change first. */
  changed: z.array(ExperimentSummarySchema),
  /** Experiments that were written since and do not fit (or no longer). */
  left: z.array(z.string()),
  /** Ask from here the next time. */
  asOf: z.string(),
  /** More was written than one reply holds: read the list anew. */
  tooMany: z.boolean(),
});
export type ChangesReply = z.infer<typeof ChangesReplySchema>;
export type ListReply = z.infer<typeof ListReplySchema>;

export const WrittenAnalysisSchema = z.object({ analysis: AnalysisSchema, researcher: ResearcherSchema });
export type WrittenAnalysis = z.infer<typeof WrittenAnalysisSchema>;

/** analysis: the one that counts, among the reasoning; null when there is none. */
export const ExperimentReplySchema = z.object({ experiment: ExperimentSchema, reasoning: z.array(ReasoningSchema), analysis: WrittenAnalysisSchema.nullable() });
export type ExperimentReply = z.infer<typeof ExperimentReplySchema>;

export const CancelReplySchema = z.object({ outcome: z.enum(["cancelled", "requested"]) });

export const SuitesReplySchema = z.object({
  suites: z.array(
    z.object({
      suite: SuiteSchema,
      /** False for the held-out suite, which the researcher never sees; a person may run it with a plan by hand. */
      researcherMayUse: z.boolean(),
      cost: z.object({ clips: z.int(), encodes: z.int(), baselineEncodes: z.int(), roughMinutes: z.number(), pixels: z.number() }),
    }),
  ),
  researcher: z.object({ kind: z.enum(["built-in", "model"]), model: z.string().nullable() }),
  upload: z.object({ maxBytes: z.number(), maxSeconds: z.number() }),
});
export type SuitesReply = z.infer<typeof SuitesReplySchema>;

export const UploadReplySchema = z.object({ upload: UploadSchema });
export type UploadReply = z.infer<typeof UploadReplySchema>;

export const OverviewReplySchema = z.object({
  experiments: z.object({ total: z.int(), byVerdict: z.partialRecord(VerdictSchema, z.int()) }),
  /** The best verified reduction so far; never an unverified one, nor one of the film-grain track. */
  best: z.object({ id: z.string(), reductionPercent: z.number(), interval: IntervalSchema.nullable(), suiteId: z.string(), hypothesis: z.string().nullable() }).nullable(),
  /** Of the suites' champions, the one with the most on held-out clips; percentages are reductions, the difference is held-out less suite. */
  champion: z.object({
    id: z.string(), suiteId: z.string(), suitePercent: z.number(), heldOutPercent: z.number(), heldOutInterval: IntervalSchema.nullable(), differencePoints: z.number(),
    hypothesis: z.string().nullable(),
  }).nullable(),
  targetPercent: z.number(),
  queue: z.object({ queued: z.int(), running: z.int() }),
  workers: z.array(WorkerInfoSchema),
  /** Those that are alive, and those that were lost within the last quarter of an hour, each with what it does or did. */
  fleet: z.array(
    z.object({
      id: z.string(), host: z.string(), startedAt: z.string(), seenAt: z.string(), state: z.enum(["busy", "idle", "lost"]),
      experimentId: z.string().nullable(),
      /** null for one that is not running (any more), or that is not among the newest 100 running ones. */
      experiment: ExperimentSummarySchema.pick({ status: true, stage: true, progress: true, cancelRequested: true, attempt: true, startedAt: true, hypothesis: true }).nullable(),
    }),
  ),
  /** The newest finished experiments, oldest first, for the trend. */
  trend: z.array(
    z.object({
      id: z.string(), finishedAt: z.string(), suiteId: z.string(), verdict: VerdictSchema,
      reductionPercent: z.number().nullable(), interval: IntervalSchema.nullable(), bestSoFarPercent: z.number().nullable(), unverified: z.boolean(), track: z.enum(TRACKS),
    }),
  ),
  warnings: z.array(z.object({ kind: z.literal("identical-results"), digest: z.string(), count: z.int(), experimentIds: z.array(z.string()), message: z.string() })),
});
export type OverviewReply = z.infer<typeof OverviewReplySchema>;

export const CalibrationReplySchema = z.object({
  /** Finished experiments that were read, the newest ones, and the most that ever are. */
  rowsRead: z.int(),
  mostRows: z.int(),
  /** Those that tested a prediction, oldest first. */
  predictions: z.array(PredictionSchema),
  /** One for each researcher, the one with the most predictions first. */
  scores: z.array(CalibrationScoreSchema),
});
export type CalibrationReply = z.infer<typeof CalibrationReplySchema>;

/** POST /api/autopilot: the limits of the run. */
export const StartAutopilotSchema = AutopilotSettingsSchema;
export type StartAutopilot = z.input<typeof StartAutopilotSchema>;
/** POST /api/autopilot/stop. */
export const StopAutopilotSchema = z.strictObject({ cancelCurrent: z.boolean().default(false).describe("Also cancels the experiment that the autopilot enqueued last.") });
export type StopAutopilot = z.input<typeof StopAutopilotSchema>;

export const AutopilotReplySchema = z.object({
  /** null: it was never started. */
  autopilot: AutopilotSchema.omit({ suite: true, revision: true }).nullable(),
  /** Spend so far and what is left of every limit; experiments that have not ended are not in it yet. */
  budget: BudgetSchema.nullable(),
  /** US dollars per million tokens, as configured; null: not configured, so that money is unknown once a model is used. */
  prices: z.object({ inputUsd: z.number().nullable(), outputUsd: z.number().nullable() }),
});
export type AutopilotReply = z.infer<typeof AutopilotReplySchema>;

export const HealthReplySchema = z.object({ status: z.literal("ok"), version: z.string() });
export const ReadyReplySchema = z.object({
  status: z.enum(["ready", "not-ready"]),
  checks: z.object({ dynamodb: z.string(), s3: z.string(), workersAlive: z.int() }),
});
