import { z } from "zod";
import { elapsedMs } from "./elapsed.ts";
import type { Autopilot } from "./schema.ts";

/** One limit: what was used, the limit (null: none) and what is left of it (null: no limit, or the use is not known). */
const LineSchema = z.object({
  /** null: unknown. */
  used: z.number().nullable(),
  /** The use is a lower bound: some calls did not report theirs. */
  atLeast: z.boolean(),
  limit: z.number().nullable(),
  left: z.number().nullable(),
});
export type BudgetLine = z.infer<typeof LineSchema>;

export const BudgetSchema = z.object({
  experiments: LineSchema,
  minutes: LineSchema,
  tokens: LineSchema,
  costUsd: LineSchema,
  /** Experiments since the best of this run improved. */
  stale: LineSchema,
});
export type Budget = z.infer<typeof BudgetSchema>;

function line(used: number | null, limit: number | null, atLeast = false): BudgetLine {
  return { used, atLeast, limit, left: used === null || limit === null ? null : Math.max(0, limit - used) };
}

/** Spend so far and what is left of every limit, for a page and for whoever asks the API. */
export function budgetOf(autopilot: Autopilot, now: Date): Budget {
  const { settings, spend, launched, stale } = autopilot;
  const bound = spend.unreportedCalls > 0;
  // With nothing reported at all, "at least 0" would read as a fact.
  const tokens = spend.promptTokens + spend.completionTokens;
  const unknown = bound && tokens === 0;
  return {
    experiments: line(launched, settings.maxExperiments),
    minutes: line(elapsedMs(autopilot, now) / 60_000, settings.maxMinutes),
    tokens: line(unknown ? null : tokens, settings.maxTokens, bound && !unknown),
    costUsd: line(unknown ? null : spend.costUsd, settings.maxCostUsd, bound && !unknown && spend.costUsd !== null),
    stale: line(stale, settings.staleAfter),
  };
}
