import { z } from "zod";
import { AutopilotSettingsSchema } from "#lib/autopilot/schema.ts";
import { EVALUATION_LEVELS, IntervalSchema, VerdictSchema } from "#lib/experiment/schema.ts";
import { METHODS } from "#lib/plan/method.ts";
import { ExpectedSchema, PlanSchema } from "#lib/plan/schema.ts";

/** What is kept of one experiment of a live run: its record without curves and files. */
export const LiveExperimentSchema = z.object({
  id: z.string(),
  createdAt: z.string(),
  hypothesis: z.string().nullable(),
  method: z.enum(METHODS).nullable(),
  plan: PlanSchema.nullable(),
  expected: ExpectedSchema.nullable(),
  status: z.string(),
  verdict: VerdictSchema.nullable(),
  verdictReason: z.string().nullable(),
  reductionPercent: z.number().nullable(),
  interval: IntervalSchema.nullable(),
  bdRatePercent: z.number().nullable(),
  clips: z.array(z.object({ clipId: z.string(), reductionPercent: z.number().nullable() })),
  reached: z.enum(EVALUATION_LEVELS).nullable(),
  heldOut: z
    .object({ verdict: VerdictSchema, reductionPercent: z.number().nullable(), interval: IntervalSchema.nullable(), bdRatePercent: z.number().nullable(), clips: z.array(z.object({ clipId: z.string(), reductionPercent: z.number().nullable() })) })
    .nullable(),
  champion: z.object({ confirmed: z.boolean(), reason: z.string() }).nullable(),
  parentId: z.string().nullable(),
  changes: z.array(z.string()),
  runtimeMs: z.number().nullable(),
  resultDigest: z.string().nullable(),
});
export type LiveExperiment = z.infer<typeof LiveExperimentSchema>;

/** A run of the autopilot, as it is kept in the repository. */
export const LiveRunSchema = z.object({
  provenance: z.object({
    suite: z.string(), machine: z.string(), node: z.string(), encoders: z.array(z.string()), pipelineVersion: z.int(), researcher: z.string(), baseline: z.string(),
    startedAt: z.string(), stoppedAt: z.string().nullable(), stopReason: z.string().nullable(), settings: AutopilotSettingsSchema, note: z.string(),
  }),
  /** In the order in which they ran. */
  experiments: z.array(LiveExperimentSchema),
});
export type LiveRun = z.infer<typeof LiveRunSchema>;

/** The last confirmed champion of the run, or null. */
export function championOf({ experiments }: LiveRun): LiveExperiment | null {
  return experiments.filter(({ champion }) => champion?.confirmed).at(-1) ?? null;
}

/** The best reduction up to each experiment, percent; null before the first. */
export function bestSoFar({ experiments }: LiveRun): (number | null)[] {
  let best: number | null = null;
  return experiments.map(({ verdict, reductionPercent }) => {
    if (verdict === "better" && reductionPercent !== null && (best === null || reductionPercent > best)) best = reductionPercent;
    return best;
  });
}
