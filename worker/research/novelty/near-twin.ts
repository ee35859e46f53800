import { familyOf } from "#lib/plan/family.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { differingDimensions, valueIn } from "#lib/plan-space/point.ts";
import { describeRungs } from "#lib/research/describe-plan.ts";
import type { DigestRow } from "#lib/research/digest-schema.ts";
import { distance, vectorOf } from "../search/space.ts";

/**
 * Plans at most this far apart are near twins. The distance is a sum over all settings, each at most 1, so that the number
 * says what a single change is: a switch, a part or a codec is 1, a step of SVT-AV1's presets 0.1, of VP9's speeds 0.2, of
 * x265's presets 0.125, and the finest step with a name of its own, half a point of denoising strength, 0.056: all of these
 * are science. Below are only other rungs or seeds (0) and hairs of fine scales: up to 12 frames of key-frame distance (of 249), 6
 * of SVT-AV1's look-ahead (of 120), 0.2 of x265's psyRd (of 5), which nobody can tell apart by what they do.
 */
export const NEAR_TWIN = 0.05;

/** What a row must tell to be compared with; rows of digests do. */
export type PastPlan = Pick<DigestRow, "id" | "suiteId" | "status" | "plan" | "reductionPercent">;

export interface Nearest<R extends PastPlan> {
  row: R & { plan: Plan };
  /** Sum over settings of their normalised differences, each at most 1; 0 when only rungs or the seed differ. */
  distance: number;
}

/** Failed and cancelled experiments measured nothing: what they wanted to know is still open. */
const COUNTS = new Set<PastPlan["status"]>(["completed", "queued", "running"]);

const known = new WeakMap<Plan, Float64Array>();

/** The plan's place, worked out once for each plan: a planner compares hundreds of candidates with the same history. */
function placeOf(plan: Plan): Float64Array {
  const place = known.get(plan) ?? vectorOf(plan);
  known.set(plan, place);
  return place;
}

/** The experiment whose plan is nearest to this one, the newest of equals (rows are newest first); null without any. */
export function nearestTrial<R extends PastPlan>(plan: Plan, rows: readonly R[]): Nearest<R> | null {
  const x = placeOf(plan);
  let nearest: Nearest<R> | null = null;
  for (const row of rows) {
    if (row.plan === null || !COUNTS.has(row.status)) continue;
    const apart = distance(x, placeOf(row.plan));
    if (nearest === null || apart < nearest.distance) nearest = { row: { ...row, plan: row.plan }, distance: apart };
  }
  return nearest;
}

/** Rounding of sums of steps: 0.05 made of two of 0.025 is 0.05. */
const ROUNDING = 1e-9;

/** The experiment that this plan all but repeats, or null. @param rows of the same suite, newest first */
export function nearTwinOf<R extends PastPlan>(plan: Plan, rows: readonly R[]): Nearest<R> | null {
  const nearest = nearestTrial(plan, rows);
  // The first step of film grain is a hair on its scale, and yet another track: another family is never a twin.
  return nearest && nearest.distance <= NEAR_TWIN + ROUNDING && familyOf(nearest.row.plan).id === familyOf(plan).id ? nearest : null;
}

/** What little differs between a plan and its near twin: "lookahead 60 -> 63; CRF 14/24/36/50/63 -> 16/26/38/52/63". */
export function twinDifference(plan: Plan, twin: Plan): string {
  const settings = differingDimensions(twin, plan).map(({ name, setting }) => `${setting} ${String(valueIn(twin, name))} -> ${String(valueIn(plan, name))}`);
  const [before, after] = [describeRungs(twin), describeRungs(plan)];
  const all = [...settings, ...(before === after ? [] : [`CRF ${before} -> ${after}`])];
  return all.length > 0 ? all.join("; ") : "the seed of a random draw";
}
