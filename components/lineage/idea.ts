import type { Experiment, ExperimentSummary } from "#lib/experiment/schema.ts";
import { type Delta, deltaPhrase, describeDelta } from "#lib/format/describe-delta.ts";
import { titleOf } from "#lib/format/describe-experiment.ts";

/** An experiment as a step of thought: what it tried, what it changed, and how it ended. */
export type Idea = Pick<ExperimentSummary, "id" | "hypothesis" | "status" | "verdict" | "headline" | "lineage" | "reached" | "champion">;

/** The idea of a whole record. */
export function ideaOf(experiment: Experiment): Idea {
  const { id, hypothesis, status, verdict, headline, lineage, evaluation } = experiment;
  return { id, hypothesis, status, verdict, headline, lineage, reached: evaluation?.reached ?? null, champion: evaluation?.champion?.confirmed ?? false };
}

export type MarkShape = "disc" | "diamond" | "bar" | "ring" | "cross" | "hollow-diamond" | "dashed";

/** The shape that says the verdict without colour, as in the dashboard's trend. */
export function shapeOf({ status }: Idea, delta: Delta): MarkShape {
  if (status === "queued" || status === "running") return "dashed";
  if (status !== "completed") return "cross";
  if (delta.stopped) return "hollow-diamond";
  if (delta.value === null || delta.unverified) return "ring";
  return delta.tone === "good" ? "disc" : delta.tone === "bad" ? "diamond" : "bar";
}

export const SHAPE_NOTES: Record<MarkShape, string> = {
  disc: "smaller than HEVC", diamond: "larger", bar: "not settled", ring: "not comparable", cross: "failed or cancelled", "hollow-diamond": "stopped at screening", dashed: "queued or running",
};

/** Few enough characters to stand under a mark. */
export function shortResult(delta: Delta): string {
  if (delta.value !== null) return `${delta.arrow ?? ""} ${delta.value}`;
  if (delta.stopped) return "stopped";
  return delta.word === "not comparable" ? "no figure" : delta.word;
}

/** One idea as a sentence, for who cannot see its mark. */
export function ideaInWords(idea: Idea): string {
  return `${titleOf(idea)}: ${deltaPhrase(describeDelta(idea))}${idea.champion ? ", champion" : ""}`;
}
