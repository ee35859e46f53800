import { z } from "zod";
import { ClipFactsSchema } from "../clips/schema.ts";
import { EVALUATION_LEVELS } from "../experiment/evaluation-schema.ts";
import { RdPointSchema, ReductionSchema } from "../experiment/results-schema.ts";
import { ExperimentSchema } from "../experiment/schema.ts";
import { EXPERIMENT_ID } from "../ids.ts";
import { MOST_COMPARED } from "./view.ts";

/*
 * What the compare page reads: of each record the plan, the measured points and the costs, without artifacts, hashes, options and
 * prose. Six experiments of seven clips were 131 kB of JSON, a third of their records without reasoning.
 */

const id = z.string().regex(EXPERIMENT_ID);

/** GET /api/compare?ids=a,b: one id serves the page while the second is being chosen. */
export const CompareQuerySchema = z.strictObject({
  ids: z
    .string()
    .max(81 * MOST_COMPARED)
    .transform((text) => [...new Set(text.split(","))])
    .pipe(z.array(id).min(1).max(MOST_COMPARED))
    .describe(`Ids of one to ${MOST_COMPARED} experiments, separated by commas.`),
});

export const ComparedPointSchema = RdPointSchema.omit({ sha256: true, decodedSha256: true });
export type ComparedPoint = z.infer<typeof ComparedPointSchema>;

const known = z.number().nullable();

/** One bitstream file: its bytes by part and what it cost, as lib/format/bits.ts has it; null where the record does not say. */
const ComparedFileSchema = z.object({
  crf: z.number(), bytes: z.int(), parts: z.record(z.string(), z.int()),
  encodeMs: known, searchMs: known, fitMs: known, trainMs: known, decodeMs: known, decodeFps: known, madsPerPixel: known,
  streams: z.int(), cachedStreams: z.int(),
});

const ComparedClipSchema = z.object({
  clip: ClipFactsSchema,
  /** Which of the reply's baselines this experiment was measured against. */
  baseline: z.int(),
  points: z.array(ComparedPointSchema),
  reduction: ReductionSchema,
  files: z.array(ComparedFileSchema),
});
export type ComparedClip = z.infer<typeof ComparedClipSchema>;

/** The HEVC curve of one clip; experiments that were measured against the same one share it. */
const ComparedBaselineSchema = z.object({ clipSha256: z.string(), build: z.string(), measuredAt: z.string(), points: z.array(ComparedPointSchema) });
export type ComparedBaseline = z.infer<typeof ComparedBaselineSchema>;

export const ComparedSchema = ExperimentSchema.pick({
  id: true, createdAt: true, finishedAt: true, status: true, verdict: true, verdictReason: true, hypothesis: true, method: true, plan: true, headline: true, parentId: true, origin: true,
}).extend({
  suite: z.object({ id: z.string(), title: z.string() }),
  reached: z.enum(EVALUATION_LEVELS).nullable(),
  failure: z.object({ stage: z.string().nullable(), reason: z.string() }).nullable(),
  /** Processor and cores that its times were taken on. */
  machine: z.string().nullable(),
  clips: z.array(ComparedClipSchema),
  /** Metrics that were not measured, with the reason. */
  notMeasured: z.record(z.string(), z.string()),
});
export type Compared = z.infer<typeof ComparedSchema>;

export const CompareReplySchema = z.object({
  /** In the order in which they were asked for. */
  experiments: z.array(ComparedSchema),
  baselines: z.array(ComparedBaselineSchema),
  /** Ids of no experiment. */
  unknown: z.array(z.string()),
});
export type CompareReply = z.infer<typeof CompareReplySchema>;
