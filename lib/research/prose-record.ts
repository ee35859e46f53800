import type { Experiment } from "../experiment/schema.ts";
import type { Plan } from "../plan/schema.ts";
import type { ProseRecord, Standing } from "./fact.ts";
import { factsOf, type Outcome } from "./facts-of.ts";

/** How this experiment, its clips and the cited experiments stand against the baseline. */
function standingsOf(experiment: Experiment, cited: readonly Outcome[]): Standing[] {
  return [
    { verdict: experiment.verdict, reductionPercent: experiment.headline?.reductionPercent ?? null },
    ...(experiment.results?.clips ?? []).map(({ clip, reduction }) => ({ clip: clip.clipId, verdict: null, reductionPercent: reduction.status === "ok" ? reduction.percent : null })),
    ...cited.map((row) => ({ of: row.id, verdict: row.verdict ?? null, reductionPercent: row.headline?.reductionPercent ?? null })),
  ];
}

/** All that prose about an experiment is held against: every number that it may state, and how each experiment and clip stands. */
export function proseRecordOf(experiment: Experiment, cited: readonly Outcome[], suggested: Plan | null = null): ProseRecord {
  return { facts: factsOf(experiment, cited, suggested), standings: standingsOf(experiment, cited) };
}
