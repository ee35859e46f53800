import { differingDimensions, pointOf } from "#lib/plan-space/point.ts";
import type { Lineage } from "#lib/experiment/schema.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { isEvidence, type DigestRow } from "#lib/research/digest-schema.ts";
import { distance, vectorOf } from "../search/space.ts";

/** A plan's descent from another: every setting that differs, from the two plans and never from prose. */
export function lineageOf(plan: Plan, parent: { id: string; plan: Plan }, by: Lineage["by"]): Lineage {
  const [before, after] = [pointOf(parent.plan), pointOf(plan)];
  return {
    parentId: parent.id, by,
    distance: distance(vectorOf(parent.plan), vectorOf(plan)),
    // What stands at its default in a part that the other plan lacks is no choice of anybody: the part's change tells it.
    changes: differingDimensions(parent.plan, plan).map(({ name, setting }) => ({ name, setting, from: before.get(name) ?? null, to: after.get(name) ?? null })),
    rungsChanged: parent.plan.rungs.map(({ crf }) => crf).join() !== plan.rungs.map(({ crf }) => crf).join(),
  };
}

/** The measured plan that is nearest to this one, the better one of equals; null when nothing was measured. @param rows of one suite */
export function nearestMeasured(plan: Plan, rows: readonly DigestRow[]): { id: string; plan: Plan } | null {
  const x = vectorOf(plan);
  const [nearest] = rows.filter(isEvidence).map((row) => ({ row, apart: distance(x, vectorOf(row.plan)) }))
    .sort((a, b) => a.apart - b.apart || b.row.reductionPercent - a.row.reductionPercent);
  return nearest ? { id: nearest.row.id, plan: nearest.row.plan } : null;
}
