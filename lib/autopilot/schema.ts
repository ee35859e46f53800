import { z } from "zod";
import { SuiteSchema } from "../clips/schema.ts";
import { SUITE_ID } from "../ids.ts";
import { AUTOPILOT_STATES, LIMITS, type LimitName } from "./limits.ts";

const bounded = (name: LimitName) => {
  const { min, max, integer } = LIMITS[name];
  return (integer ? z.int() : z.number()).min(min).max(max);
};

/** What a person sets when the autopilot is started; null is no limit. */
export const AutopilotSettingsSchema = z.strictObject({
  suiteId: z.string().regex(SUITE_ID),
  maxExperiments: bounded("maxExperiments").default(LIMITS.maxExperiments.default),
  maxMinutes: bounded("maxMinutes").default(LIMITS.maxMinutes.default).describe("Wall time since the start, pauses not counted."),
  maxTokens: bounded("maxTokens").nullable().default(LIMITS.maxTokens.default).describe("Prompt and completion tokens together."),
  maxCostUsd: bounded("maxCostUsd").nullable().default(LIMITS.maxCostUsd.default).describe("US dollars; needs the model's prices to be configured."),
  targetPercent: bounded("targetPercent").nullable().default(LIMITS.targetPercent.default).describe("Stops once a better result reaches this reduction at equal quality."),
  staleAfter: bounded("staleAfter").default(LIMITS.staleAfter.default).describe("Stops after this many experiments in a row without a new best of this run."),
});
export type AutopilotSettings = z.infer<typeof AutopilotSettingsSchema>;

/** What the calls of the researcher took. The built-in planner takes nothing, which is known. */
export const SpendSchema = z.object({
  promptTokens: z.int(),
  completionTokens: z.int(),
  /** Calls of a model whose use nobody reported: the tokens above are then a lower bound. */
  unreportedCalls: z.int(),
  /** Of those, calls that were answered: this server does not report use, so that no limit on it can be kept. */
  unmeteredReplies: z.int(),
  /** US dollars for the reported tokens; null when tokens were used at a price that is not configured. */
  costUsd: z.number().nullable(),
});
export type Spend = z.infer<typeof SpendSchema>;

/** The autopilot's one record. It counts from its start; another start begins anew. */
export const AutopilotSchema = z.object({
  state: z.enum(AUTOPILOT_STATES),
  settings: AutopilotSettingsSchema,
  suite: SuiteSchema,

  launched: z.int(),
  /** Ended, however: completed, failed or cancelled. */
  finished: z.int(),
  failed: z.int(),
  failedInARow: z.int(),
  /** Experiments that ended since the best one of this run improved; cancelled ones say nothing and do not count. */
  stale: z.int(),
  /** Best reduction of this run, percent: verdict better, fidelity track. */
  bestPercent: z.number().nullable(),
  bestId: z.string().nullable(),
  spend: SpendSchema,

  /** The experiment that was enqueued and is not accounted for yet. */
  currentId: z.string().nullable(),
  startedAt: z.string(),
  /** Sum of the pauses that are over, ms. */
  pausedMs: z.number(),
  /** Start of the pause that goes on. */
  pausedAt: z.string().nullable(),
  stoppedAt: z.string().nullable(),
  stopReason: z.string().nullable(),
  /** Counts writes; each write is conditional on the number it read. */
  revision: z.int(),
});
export type Autopilot = z.infer<typeof AutopilotSchema>;
