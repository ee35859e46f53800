import type { Experiment, Reasoning } from "../experiment/schema.ts";
import { AnalysisSchema } from "../plan/schema.ts";
import type { ExperimentReply, WrittenAnalysis } from "./schema.ts";

/** The analysis that counts: the newest call whose reply was used and still has the schema's shape. */
export function writtenAnalysis(reasoning: readonly Reasoning[]): WrittenAnalysis | null {
  const used = reasoning.filter(({ kind, outcome }) => kind === "analysis" && outcome === "ok").sort((a, b) => b.sequence - a.sequence);
  for (const { reply, researcher } of used) {
    const parsed = AnalysisSchema.safeParse(reply);
    if (parsed.success) return { analysis: parsed.data, researcher };
  }
  return null;
}

/** All that the page of an experiment shows. */
export function experimentReply(experiment: Experiment, reasoning: Reasoning[]): ExperimentReply {
  return { experiment, reasoning, analysis: writtenAnalysis(reasoning) };
}
