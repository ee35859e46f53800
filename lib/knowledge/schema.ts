import { z } from "zod";
import { IntervalSchema, StageSchema, VerdictSchema } from "../experiment/schema.ts";
import { METHODS } from "../plan/method.ts";

/*
 * What the lab knows of one suite, or of all of them: folded from one settled experiment after the other, bounded however
 * long the history is. Reductions are percent at equal PSNR-YUV, positive is smaller. Nothing of the held-out suite is in it.
 */

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type SettingValue = z.infer<typeof value>;

/** A measured result of one experiment. */
export const BestSchema = z.object({ id: z.string(), suiteId: z.string(), reductionPercent: z.number(), interval: IntervalSchema.nullable(), plan: z.string() });
export type Best = z.infer<typeof BestSchema>;

/** Best of the fidelity track; null where nothing was told from zero yet. */
export const MethodBestSchema = z.object({ method: z.enum(METHODS), /** Experiments with a comparable result. */ n: z.int(), best: BestSchema.nullable() });
export type MethodBest = z.infer<typeof MethodBestSchema>;

/** The same for a codec with the kinds of parts around it. */
export const FamilyBestSchema = z.object({ family: z.string(), title: z.string(), n: z.int(), best: BestSchema.nullable(), lastAt: z.string() });
export type FamilyBest = z.infer<typeof FamilyBestSchema>;

/** Clips alike in kind, detail and motion; what each bucket spans stands in clip-class.ts. */
export const ClassBestSchema = z.object({
  kind: z.enum(["scene", "film", "upload"]),
  /** Bucket ends of SI and TI, luma code values; null is open. */
  si: z.tuple([z.number(), z.number().nullable()]),
  ti: z.tuple([z.number(), z.number().nullable()]),
  /** Results of single clips. */
  n: z.int(),
  clips: z.array(z.string()),
  best: BestSchema.omit({ interval: true }).extend({ clipId: z.string() }),
});
export type ClassBest = z.infer<typeof ClassBestSchema>;

/** A clip as it was measured, with what a scene was made from. */
export const KnownClipSchema = z.object({
  clipId: z.string(), title: z.string(), kind: z.enum(["scene", "film", "upload"]), suiteId: z.string(),
  width: z.int(), height: z.int(), fps: z.number(), frames: z.int(), si: z.number(), ti: z.number(),
  scene: z.object({ scene: z.string(), motion: z.number(), detail: z.number(), noise: z.number() }).nullable(),
  n: z.int(),
  best: z.object({ id: z.string(), reductionPercent: z.number() }).nullable(),
  lastAt: z.string(),
});
export type KnownClip = z.infer<typeof KnownClipSchema>;

/**
 * What a setting did: differences of reduction, percentage points, between two experiments of one suite that differ in
 * this setting alone (and maybe in rungs). Welford's running mean and sum of squares.
 */
export const EffectSchema = z.object({
  /** Path through the plan's schema: "base/svt-av1/preset". */
  name: z.string(),
  setting: z.string(),
  /** In the order of the space: the smaller number, the earlier choice. Numbers of many values stand as quarters of their range: "30–60". */
  from: value,
  to: value,
  n: z.int(),
  mean: z.number(),
  /** Sum of squared distances from the mean. */
  m2: z.number(),
  min: z.number(),
  max: z.number(),
  /** The newest pairs: the experiment with `from`, and the one with `to`. */
  examples: z.array(z.object({ fromId: z.string(), toId: z.string(), points: z.number() })),
  lastAt: z.string(),
});
export type Effect = z.infer<typeof EffectSchema>;

export const DEAD_END_KINDS = ["worse", "hopeless", "incomparable", "inconclusive", "identical"] as const;
/** A plan that led nowhere, and why. */
export const DeadEndSchema = z.object({
  id: z.string(), suiteId: z.string(), kind: z.enum(DEAD_END_KINDS), plan: z.string(),
  reductionPercent: z.number().nullable(), reason: z.string(), at: z.string(),
});
export type DeadEnd = z.infer<typeof DeadEndSchema>;

/** Failures of one stage. */
export const StageFailuresSchema = z.object({
  stage: StageSchema.nullable(),
  count: z.int(),
  /** The newest of each reason. */
  newest: z.array(z.object({ id: z.string(), suiteId: z.string(), plan: z.string().nullable(), reason: z.string(), /** Tail of what the failed tool said. */ tail: z.string().nullable(), count: z.int(), at: z.string() })),
});
export type StageFailures = z.infer<typeof StageFailuresSchema>;

/** Values of one setting that completed experiments had. */
export const TriedSchema = z.object({ n: z.int(), values: z.array(z.object({ value, n: z.int() })), min: z.number().nullable(), max: z.number().nullable() });
export type Tried = z.infer<typeof TriedSchema>;

const point = z.object({ crf: z.number(), kbps: z.number(), psnrYuv: z.number().nullable() });
/** Curves of the best experiment and its baseline: kbit/s and dB PSNR-YUV. */
export const ShapeSchema = z.object({
  id: z.string(), suiteId: z.string(), reductionPercent: z.number(), plan: z.string(),
  clips: z.array(z.object({ clipId: z.string(), title: z.string(), reductionPercent: z.number().nullable(), clamped: z.enum(["no", "low", "high"]), points: z.array(point), baselinePoints: z.array(point) })),
});
export type Shape = z.infer<typeof ShapeSchema>;

export const KnowledgeSchema = z.object({
  counts: z.object({ settled: z.int(), byVerdict: z.partialRecord(VerdictSchema, z.int()) }),
  methods: z.array(MethodBestSchema),
  families: z.array(FamilyBestSchema),
  classes: z.array(ClassBestSchema),
  clips: z.array(KnownClipSchema),
  effects: z.array(EffectSchema),
  deadEnds: z.array(DeadEndSchema),
  failures: z.array(StageFailuresSchema),
  tried: z.record(z.string(), TriedSchema),
  shape: ShapeSchema.nullable(),
  /** Imported and unverified records: history, no evidence. */
  history: z.object({ count: z.int(), groups: z.array(z.object({ digest: z.string(), n: z.int() })), claimedPercent: z.array(z.number()), ids: z.array(z.string()) }),
});
export type Knowledge = z.infer<typeof KnowledgeSchema>;

/** Knowing nothing. */
export function emptyKnowledge(): Knowledge {
  return {
    counts: { settled: 0, byVerdict: {} }, methods: [], families: [], classes: [], clips: [], effects: [], deadEnds: [], failures: [], tried: {}, shape: null,
    history: { count: 0, groups: [], claimedPercent: [], ids: [] },
  };
}
