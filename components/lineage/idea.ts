import type { Experiment, ExperimentSummary } from "#lib/experiment/schema.ts";
import type { LineageNode } from "#lib/api/schema.ts";
import { isActive } from "#lib/experiment/is-active.ts";
import { familyOf } from "#lib/plan/family.ts";
import { type Delta, type DeltaInput, deltaPhrase, describeDelta } from "#lib/format/describe-delta.ts";
import { titleOf } from "#lib/format/describe-experiment.ts";

/** An experiment as a step of thought: what it tried, what it changed, and how it ended. */
export interface Idea extends Pick<ExperimentSummary, "id" | "hypothesis" | "status" | "verdict" | "lineage" | "reached" | "champion">, Pick<DeltaInput, "headline"> {
  /** What its plan is made of: "SVT-AV1 + Wiener". */
  family: string | null;
}

/** The idea of a whole record. */
export function ideaOf(experiment: Experiment): Idea {
  const { id, hypothesis, status, verdict, headline, lineage, evaluation, plan } = experiment;
  return { id, hypothesis, status, verdict, headline, lineage, reached: evaluation?.reached ?? null, champion: evaluation?.champion?.confirmed ?? false, family: plan && familyOf(plan).title };
}

/** The idea of a node of the API's lineage. */
export function ideaOfNode({ reductionPercent, interval, ...node }: LineageNode): Idea {
  return { ...node, headline: { reductionPercent, claimedReductionPercent: null, interval } };
}

export type MarkShape = "disc" | "diamond" | "bar" | "ring" | "cross" | "hollow-diamond" | "dashed";

/** The shape that says the verdict without colour, as in the dashboard's trend. */
export function shapeOf({ status }: Idea, delta: Delta): MarkShape {
  if (isActive({ status })) return "dashed";
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
  return delta.stopped ? "stopped" : delta.word;
}

/** One idea as a sentence, for who cannot see its mark. */
export function ideaInWords(idea: Idea): string {
  return `${titleOf(idea)}: ${deltaPhrase(describeDelta(idea))}${idea.champion ? ", champion" : ""}`;
}

/** The best verified reduction among them, the first of equals, none of the film-grain track; null without any that is better. */
export function bestOf(ideas: readonly Idea[]): string | null {
  const better = ideas.flatMap(({ id, verdict, headline, family }) => (verdict === "better" && headline && headline.reductionPercent !== null && !family?.includes("film grain") ? [{ id, percent: headline.reductionPercent }] : []));
  return better.reduce<{ id: string; percent: number } | null>((best, idea) => (best === null || idea.percent > best.percent ? idea : best), null)?.id ?? null;
}
