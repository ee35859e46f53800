import { formatCount, formatDollars, formatPlural } from "../format/format-number.ts";
import { elapsedMs } from "./elapsed.ts";
import { MAX_FAILURES_IN_A_ROW } from "./limits.ts";
import type { Autopilot } from "./schema.ts";

/** Characters of the last failure's reason; it may quote a tool or a model at length. */
const REASON_CHARS = 300;

/**
 * Why no further experiment may be enqueued, in a sentence; null when the run goes on. A limit that cannot be checked
 * counts as reached: what a person limited must not run on unseen.
 * @param lastFailure the reason of the experiment that failed last
 */
export function whyStop(autopilot: Autopilot, now: Date, lastFailure: string | null): string | null {
  const { settings, spend, bestPercent, launched, failedInARow, stale } = autopilot;
  if (settings.targetPercent !== null && bestPercent !== null && bestPercent >= settings.targetPercent) {
    return `The target of ${settings.targetPercent} % is reached: the best result is ${bestPercent.toFixed(1)} %.`;
  }
  if (failedInARow >= MAX_FAILURES_IN_A_ROW) {
    const reason = lastFailure === null ? "" : ` The last one: ${lastFailure.slice(0, REASON_CHARS)}`;
    return `${MAX_FAILURES_IN_A_ROW} experiments in a row failed, and more would only cost.${reason}`;
  }
  if (launched >= settings.maxExperiments) return `The limit of ${formatPlural(settings.maxExperiments, "experiment")} is reached.`;
  if (elapsedMs(autopilot, now) >= settings.maxMinutes * 60_000) return `The time limit of ${formatPlural(settings.maxMinutes, "minute")} is reached, pauses not counted.`;
  return whyStopSpending(settings, spend) ?? (stale >= settings.staleAfter ? `The last ${formatPlural(stale, "experiment")} did not improve the best of this run.` : null);
}

function whyStopSpending({ maxTokens, maxCostUsd }: Autopilot["settings"], spend: Autopilot["spend"]): string | null {
  const tokens = spend.promptTokens + spend.completionTokens;
  if ((maxTokens !== null || maxCostUsd !== null) && spend.unmeteredReplies > 0) {
    return `The model's server does not report how many tokens it used, so the limit on ${maxTokens === null ? "money" : "tokens"} cannot be kept.`;
  }
  if (maxTokens !== null && tokens >= maxTokens) return `The limit of ${formatCount(maxTokens)} tokens is reached: ${formatCount(tokens)} were used.`;
  if (maxCostUsd === null) return null;
  if (spend.costUsd === null) {
    return "The price of the model is not configured (LLM_PRICE_INPUT_USD, LLM_PRICE_OUTPUT_USD), so the limit on money cannot be kept.";
  }
  return spend.costUsd >= maxCostUsd ? `The limit of ${formatDollars(maxCostUsd)} is reached: ${formatDollars(spend.costUsd)} were spent.` : null;
}
