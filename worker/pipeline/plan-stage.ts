import { adoptPlan } from "#lib/data/adopt-plan.ts";
import { recordDescent } from "#lib/data/record-descent.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import { fingerprintOf } from "#lib/plan/fingerprint.ts";
import { methodOf } from "#lib/plan/method.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { buildDigest } from "#lib/data/build-digest.ts";
import { LeaseLostError } from "./abort-reasons.ts";
import { takenBy } from "./is-taken.ts";
import { keepCalls } from "./keep-calls.ts";
import type { RunContext } from "./run-context.ts";
import { StageError } from "./stage-error.ts";
import { traceLaunched, tracePlan } from "./trace-plan.ts";

/** The experiment with the plan that will run. */
export type PlannedExperiment = Experiment & { plan: Plan };

/** Between asking and adopting, another worker may run the same plan: then the researcher is asked once more. */
const MAX_RACES = 3;

/** Kept where a near twin came up only after the researcher had been asked. */
const UNASKED = "the near twin was not known when this plan was made";

/** The origins whose plan comes with the launch; every other plan was adopted by an earlier attempt, with its descent. */
const LAUNCHED = new Set<Experiment["origin"]>(["by-hand", "suggestion"]);

/** Stores once where a launched plan comes from. A near twin by hand is recorded and never refused. */
async function settleLaunched({ lab, lease }: RunContext, experiment: PlannedExperiment): Promise<PlannedExperiment> {
  if (!LAUNCHED.has(experiment.origin) || experiment.lineage || experiment.novelty) return experiment;
  const { rows } = await buildDigest(lab, { suiteId: experiment.suite.id, without: experiment.id });
  const descent = await traceLaunched(lab, experiment, rows);
  if (!descent.lineage && !descent.novelty) return experiment;
  if (!(await recordDescent(lab, lease, descent))) throw new LeaseLostError();
  return { ...experiment, ...descent };
}

/**
 * Settles which plan runs: the one that the person launched (or that an earlier attempt adopted), or the researcher's.
 * @throws {StageError} when the researcher gives no usable plan
 */
export async function settlePlan(context: RunContext, experiment: Experiment): Promise<PlannedExperiment> {
  if (experiment.plan) return settleLaunched(context, { ...experiment, plan: experiment.plan });
  const { lab, lease, researcher, signal } = context;
  const digest = await buildDigest(lab, { suiteId: experiment.suite.id, without: experiment.id });
  const isTaken = takenBy(lab, experiment);
  let kept = 0;
  for (let race = 0; race < MAX_RACES; race += 1) {
    const proposed = await researcher.propose({ experiment, digest, isTaken, signal, log: context.log });
    await keepCalls(context, proposed.calls, kept);
    kept += proposed.calls.length;
    if (proposed.outcome === "failed") throw new StageError("plan", proposed.reason, proposed.detail);
    const { proposal } = proposed;
    const stated = proposal.parentId ? { id: proposal.parentId, by: "researcher" as const } : null;
    const adopted = {
      ...(await tracePlan(lab, experiment, proposal.plan, { rows: digest.rows, stated, justification: proposal.novelty ?? UNASKED })),
      plan: proposal.plan,
      fingerprint: fingerprintOf(proposal.plan, experiment.suite),
      method: methodOf(proposal.plan),
      hypothesis: proposal.hypothesis,
      why: proposal.why,
      expected: proposal.expected,
      researcher: proposed.researcher,
    };
    const result = await adoptPlan(lab, lease, adopted);
    if (result.outcome === "adopted") return { ...experiment, ...adopted };
    if (result.outcome === "lost") throw new LeaseLostError();
    context.log("warn", `experiment ${experiment.id}: the proposed plan was taken by ${result.twinId} meanwhile, asking again`);
  }
  throw new StageError("plan", `every proposed plan was taken by another experiment meanwhile (${MAX_RACES} times)`, null);
}
