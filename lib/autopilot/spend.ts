import type { Env } from "../env.ts";
import type { Reasoning } from "../experiment/schema.ts";
import type { Spend } from "./schema.ts";

/** US dollars per million tokens; null is not configured. */
export interface Prices {
  inputUsd: number | null;
  outputUsd: number | null;
}

export function pricesOf(env: Pick<Env, "LLM_PRICE_INPUT_USD" | "LLM_PRICE_OUTPUT_USD">): Prices {
  return { inputUsd: env.LLM_PRICE_INPUT_USD ?? null, outputUsd: env.LLM_PRICE_OUTPUT_USD ?? null };
}

export const NO_SPEND: Spend = { promptTokens: 0, completionTokens: 0, unreportedCalls: 0, unmeteredReplies: 0, costUsd: 0 };

/** Money for tokens, US dollars; none for none, and null when a price that is needed is not configured. */
function costOf(promptTokens: number, completionTokens: number, { inputUsd, outputUsd }: Prices): number | null {
  if ((promptTokens > 0 && inputUsd === null) || (completionTokens > 0 && outputUsd === null)) return null;
  return (promptTokens * (inputUsd ?? 0) + completionTokens * (outputUsd ?? 0)) / 1_000_000;
}

type Call = Pick<Reasoning, "researcher" | "outcome" | "promptTokens" | "completionTokens">;

/**
 * The spend with an experiment's calls added. A call that a model's server turned away (`http-error`: no connection, 429,
 * 500) took no tokens; one that timed out may have taken some, which nobody will ever report.
 */
export function addSpend(before: Spend, calls: readonly Call[], prices: Prices): Spend {
  const spend = { ...before };
  for (const { researcher, outcome, promptTokens, completionTokens } of calls) {
    if (researcher.kind !== "model") continue;
    const reported = promptTokens !== null && completionTokens !== null;
    if (!reported && outcome !== "http-error") {
      spend.unreportedCalls += 1;
      if (outcome !== "timeout") spend.unmeteredReplies += 1;
    }
    const cost = costOf(promptTokens ?? 0, completionTokens ?? 0, prices);
    spend.promptTokens += promptTokens ?? 0;
    spend.completionTokens += completionTokens ?? 0;
    spend.costUsd = spend.costUsd === null || cost === null ? null : spend.costUsd + cost;
  }
  return spend;
}
