import { isActive } from "../experiment/is-active.ts";
import type { Experiment, Stage } from "../experiment/schema.ts";

export const STAGE_TITLES: Record<Stage, string> = {
  plan: "Plan", generate: "Generate", baseline: "Baseline", screen: "Screen", encode: "Encode", decode: "Decode", measure: "Measure", analyse: "Analyse", validate: "Validate", publish: "Publish",
};

/** The page's title: the hypothesis, or what there is before there is one. */
export function titleOf(experiment: Pick<Experiment, "hypothesis" | "id" | "status">): string {
  if (experiment.hypothesis) return experiment.hypothesis;
  return isActive(experiment) ? "The researcher is choosing a hypothesis" : `Experiment ${experiment.id}`;
}
