import { MOST_NEWEST } from "../insights/fold-insights.ts";
import { importanceOf } from "../insights/importance.ts";
import { emptyInsights, type InsightsReply } from "../insights/schema.ts";
import { isHeldOut } from "../research/held-out.ts";
import type { Lab } from "./lab.ts";
import { readKnowledge } from "./read-knowledge.ts";

/** Experiments that one request folds at most: a second or two of a history that was never read before. */
const MOST_AT_ONCE = 500;

/**
 * What a suite's history shows: bits against encode time, methods over time, which settings matter. It reads one bounded
 * document and folds what ended since: the cost does not grow with the history.
 * @throws {StorageUnavailableError}
 */
export async function readInsights(lab: Lab, suiteId: string): Promise<InsightsReply> {
  const heldOut = isHeldOut(suiteId);
  if (heldOut) return { suiteId, heldOut, complete: true, mostNewest: MOST_NEWEST, ...emptyInsights(), importance: importanceOf([], []) };
  const { document, complete } = await readKnowledge(lab, { kind: "suite", suiteId }, { most: MOST_AT_ONCE });
  return { suiteId, heldOut, complete, mostNewest: MOST_NEWEST, ...(document.insights ?? emptyInsights()), importance: importanceOf(document.rows, document.knowledge.effects) };
}
