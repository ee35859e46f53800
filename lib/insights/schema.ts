import { z } from "zod";
import { IntervalSchema, VerdictSchema } from "../experiment/results-schema.ts";
import { SUITE_ID } from "../ids.ts";
import { METHODS } from "../plan/method.ts";
import { TRACKS } from "../plan/track.ts";

/*
 * What the history of one suite shows at a glance: what bits cost in time, how far each method came, and which settings
 * matter. Folded from one settled experiment after the other and bounded, however long the history is; nothing imported
 * or of the held-out suite is in it. Reductions are percent at equal PSNR-YUV, positive is smaller.
 */

/** Time of making the files, with trials, fitting and training. */
export const EncodeCostSchema = z.object({
  /** Times the baseline's encode time on the same clips: 2 is twice as slow. */
  ratio: z.number(),
  /** Mean over clips, seconds. */
  secondsPerFile: z.number(),
  streams: z.int(),
  /** Those that came from the machine's cache, with the time of their first encoding. */
  cachedStreams: z.int(),
  /** True where the record misses some of the work, so that it took no less than this. */
  atLeast: z.boolean(),
});
export type EncodeCost = z.infer<typeof EncodeCostSchema>;

/** One settled experiment as the charts show it. */
export const PlaceSchema = z.object({
  id: z.string(),
  /** Which of the suite's settled experiments it was, from 1. */
  order: z.int(),
  at: z.string(),
  method: z.enum(METHODS).nullable(),
  track: z.enum(TRACKS),
  verdict: VerdictSchema,
  reductionPercent: z.number().nullable(),
  interval: IntervalSchema.nullable(),
  plan: z.string().nullable(),
  encode: EncodeCostSchema.nullable(),
});
export type Place = z.infer<typeof PlaceSchema>;

/** A new best of one method. */
export const StepSchema = z.object({ id: z.string(), order: z.int(), at: z.string(), percent: z.number() });
export type Step = z.infer<typeof StepSchema>;

/** How one method fared: fidelity track only, as film grain is ranked beside no other plan. */
export const MethodHistorySchema = z.object({
  method: z.enum(METHODS),
  settled: z.int(),
  byVerdict: z.partialRecord(VerdictSchema, z.int()),
  /** Its best so far, each a new one, oldest first; of very many the newest and the first. */
  steps: z.array(StepSchema),
});
export type MethodHistory = z.infer<typeof MethodHistorySchema>;

/** What is folded and stored beside a suite's knowledge. */
export const InsightsSchema = z.object({
  settled: z.int(),
  methods: z.array(MethodHistorySchema),
  /** The newest settled experiments, newest first. */
  newest: z.array(PlaceSchema),
  /** Of all of history: none other is both faster and smaller. Fastest first. */
  front: z.array(PlaceSchema),
  /** Those whose time is a lower bound and that no known time beats; the smallest files first. */
  maybeFront: z.array(PlaceSchema),
});
export type Insights = z.infer<typeof InsightsSchema>;

/** Of nothing. */
export const emptyInsights = (): Insights => ({ settled: 0, methods: [], newest: [], front: [], maybeFront: [] });

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** How much one setting matters. */
export const SettingImportanceSchema = z.object({
  /** Path through the plan's schema: "base/svt-av1/preset". */
  name: z.string(),
  setting: z.string(),
  /** How much worse unseen results are predicted without knowing it, percentage points of reduction. */
  lossPoints: z.number(),
  /** Experiments in which it was there. */
  n: z.int(),
  values: z.int(),
  /** The values that it had, in its order; what is left to the preset comes first. */
  levels: z.array(value),
  /** Which of them each of the `measured` experiments had; null where the setting was not there. */
  at: z.array(z.int().nullable()),
  /** Those of them that did not have its most common value. */
  changed: z.int(),
  /** The best founded measurement of it alone. */
  effect: z.object({ from: value, to: value, n: z.int(), mean: z.number() }).nullable(),
});
export type SettingImportance = z.infer<typeof SettingImportanceSchema>;

export const ImportanceSchema = z.object({
  /** Measured experiments of the fidelity track that it was learnt from, the newest ones. */
  n: z.int(),
  /** Below these nothing is said. */
  fewest: z.int(),
  most: z.int(),
  /** Share of the variance of results that the forest had not seen which it explains, at most 1; null with too few. */
  explained: z.number().nullable(),
  /** Root mean square error on results that it had not seen, percentage points; null with too few. */
  errorPoints: z.number().nullable(),
  /** These experiments, newest first. */
  measured: z.array(z.object({ id: z.string(), percent: z.number() })),
  /** The one that matters most first; settings that never differed are not in it. */
  settings: z.array(SettingImportanceSchema),
});
export type Importance = z.infer<typeof ImportanceSchema>;

/** GET /api/insights?suite=quick. */
export const InsightsQuerySchema = z.strictObject({ suite: z.string().regex(SUITE_ID).describe("The suite whose history is asked for.") });

export const InsightsReplySchema = InsightsSchema.extend({
  suiteId: z.string(),
  /** True for the held-out suite, of which nothing is kept here. */
  heldOut: z.boolean(),
  /** Most of `newest`; the fronts and the methods' steps are of all of history. */
  mostNewest: z.int(),
  importance: ImportanceSchema,
  /** False while a long history is being read for the first time: ask again. */
  complete: z.boolean(),
});
export type InsightsReply = z.infer<typeof InsightsReplySchema>;
