import { getExperiment } from "#lib/data/get-experiment.ts";
import type { Lab } from "#lib/data/lab.ts";
import type { Descent } from "#lib/data/lineage-edge.ts";
import { listExperiments } from "#lib/data/list-experiments.ts";
import { listReasoning } from "#lib/data/list-reasoning.ts";
import type { Experiment, Lineage } from "#lib/experiment/schema.ts";
import { canonicalJson } from "#lib/plan/fingerprint.ts";
import { AnalysisSchema, type Plan } from "#lib/plan/schema.ts";
import type { DigestRow } from "#lib/research/digest-schema.ts";
import { isHeldOut } from "#lib/research/held-out.ts";
import { digestRow } from "#lib/research/summarise.ts";
import { lineageOf, nearestMeasured } from "#worker/research/novelty/lineage-of.ts";
import { nearTwinOf } from "#worker/research/novelty/near-twin.ts";

/** Who says which experiment is the parent of a plan. */
export interface Stated {
  id: string;
  by: Exclude<Lineage["by"], "nearest">;
}

/** Characters of a justification, as the proposal's schema has it. */
const MAX_JUSTIFICATION = 600;
/** Past experiments of the held-out suite that a plan by hand is compared with. */
const HELD_OUT_ROWS = 100;

/** A stated parent counts when it ran to its end with a plan; the held-out suite has descendants on itself alone. */
async function findStated(lab: Lab, experiment: Experiment, rows: readonly DigestRow[], { id }: Stated): Promise<{ id: string; plan: Plan } | null> {
  if (id === experiment.id) return null;
  const known = rows.find((row) => row.id === id);
  const found = known ?? (await getExperiment(lab, id));
  if (!found || found.status !== "completed" || found.plan === null || found.verdict === "unverified") return null;
  const suiteId = "suiteId" in found ? found.suiteId : found.suite.id;
  return isHeldOut(suiteId) && !isHeldOut(experiment.suite.id) ? null : { id, plan: found.plan };
}

/**
 * Where a plan comes from, and which past plan it all but repeats. Computed from plans: a researcher only says which
 * experiment is the parent; where nobody does, or names one that does not count, it is the nearest measured plan of the suite.
 * @param rows past experiments, newest first, without this one
 * @param justification why a near twin runs all the same; kept only where there is one
 */
export async function tracePlan(
  lab: Lab, experiment: Experiment, plan: Plan, { rows, stated, justification }: { rows: readonly DigestRow[]; stated: Stated | null; justification: string },
): Promise<Descent> {
  const here = rows.filter(({ suiteId }) => suiteId === experiment.suite.id);
  const named = stated && (await findStated(lab, experiment, rows, stated));
  const parent = named ?? nearestMeasured(plan, here);
  const twin = nearTwinOf(plan, here);
  return {
    lineage: parent && lineageOf(plan, parent, named && stated ? stated.by : "nearest"),
    novelty: twin && { nearTwinId: twin.row.id, distance: twin.distance, justification: justification.slice(0, MAX_JUSTIFICATION) },
  };
}

/** A launched suggestion is the researcher's as long as nobody changed its plan in the dialog. */
async function whoseSuggestion(lab: Lab, parentId: string, plan: Plan): Promise<Stated["by"]> {
  const calls = await listReasoning(lab, parentId);
  const suggested = calls.filter(({ kind, outcome }) => kind === "analysis" && outcome === "ok").map(({ reply }) => AnalysisSchema.safeParse(reply).data?.nextPlan);
  return suggested.some((next) => next && canonicalJson(next) === canonicalJson(plan)) ? "researcher" : "person";
}

/** Where a plan comes from that came with its launch. @param rows past experiments; none of the held-out suite is among them */
export async function traceLaunched(lab: Lab, experiment: Experiment & { plan: Plan }, rows: readonly DigestRow[]): Promise<Descent> {
  const { plan, parentId, hypothesis, suite, id } = experiment;
  const stated = parentId === null ? null : { id: parentId, by: await whoseSuggestion(lab, parentId, plan) };
  const heldOut = isHeldOut(suite.id) ? (await listExperiments(lab, { limit: HELD_OUT_ROWS, suiteId: suite.id })).items.filter((row) => row.id !== id).map(digestRow) : [];
  return tracePlan(lab, experiment, plan, { rows: [...heldOut, ...rows], stated, justification: hypothesis ?? "launched by hand" });
}
