import type { Reasoning, Researcher } from "#lib/experiment/schema.ts";
import { type Analysis, AnalysisSchema } from "#lib/plan/schema.ts";

export interface WrittenAnalysis { analysis: Analysis; researcher: Researcher }

/** The analysis that counts: the newest call whose reply was used and still has the schema's shape. */
export function latestReply(reasoning: readonly Reasoning[], kind: "analysis"): WrittenAnalysis | null {
  const used = reasoning.filter((call) => call.kind === kind && call.outcome === "ok").sort((a, b) => b.sequence - a.sequence);
  for (const call of used) {
    const parsed = AnalysisSchema.safeParse(call.reply);
    if (parsed.success) return { analysis: parsed.data, researcher: call.researcher };
  }
  return null;
}
