import { z } from "zod";
import { EVALUATION_LEVELS } from "./names.ts";
import { ClipResultSchema, HeadlineSchema, RdPointSchema, VerdictSchema } from "./results-schema.ts";

/*
 * The evaluation cascade: schema and bounds, one clip at two rungs, the suite, the held-out suite. Each level costs more
 * than the one before it, and a plan goes on only while it may still win.
 */

export { EVALUATION_LEVELS };
export type EvaluationLevel = (typeof EVALUATION_LEVELS)[number];

/** The first look: two rungs on one clip of the suite. */
export const ScreenSchema = z.object({
  clipId: z.string(),
  clipTitle: z.string(),
  /** Each point's saving against the baseline's curve at the same PSNR-YUV, percent, positive is smaller; null where that curve does not reach its quality. */
  rungs: z.array(z.object({ point: RdPointSchema, reductionPercent: z.number().nullable() })),
  outcome: z.enum(["passed", "hopeless", "skipped"]),
  /** With the numbers behind it, or why there was no screening. */
  reason: z.string(),
});
export type Screen = z.infer<typeof ScreenSchema>;

/** The last look: the same plan on clips that no researcher ever sees a result of. */
export const ValidationSchema = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("measured"), suiteId: z.string(), verdict: VerdictSchema, verdictReason: z.string(), headline: HeadlineSchema, clips: z.array(ClipResultSchema), measuredAt: z.string() }),
  z.object({ outcome: z.literal("failed"), suiteId: z.string(), reason: z.string(), detail: z.string().nullable() }),
]);
export type Validation = z.infer<typeof ValidationSchema>;

export const EvaluationSchema = z.object({
  /** The last level that gave numbers; schema while none did: no plan passed it, or the run ended before a first look. */
  reached: z.enum(EVALUATION_LEVELS),
  screen: ScreenSchema.nullable(),
  /** null for a plan that is no new best of its suite. */
  validation: ValidationSchema.nullable(),
  /** A champion is a best of its suite that the held-out suite confirms; null when it was not asked. `reason` compares both figures. */
  champion: z.object({ confirmed: z.boolean(), reason: z.string(), /** Who held the title. */ previousId: z.string().nullable() }).nullable(),
  /** Bits of the candidate's bitstreams that each level wrote, 8 x bytes; those of the first look count there, and not again with the suite. */
  bits: z.object({ screen: z.int(), suite: z.int(), heldOut: z.int() }),
});
export type Evaluation = z.infer<typeof EvaluationSchema>;
