import type { AdaptSettings } from "#lib/plan/adapt-settings.ts";
import type { PredictorSettings } from "#lib/plan/predictor-settings.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { differingDimensions } from "#lib/plan-space/point.ts";
import { clipsOf, mayHaveCut } from "../planner/clips.ts";
import { isMeasured, type Trial } from "../planner/trials.ts";

/*
 * Encoders drop a part wherever it does not pay: on clips without a cut or without a scene program, the bitstreams with the part
 * are those without it. Another setting of such a part then changes nothing either, unless it lets the part do more.
 */

/** Percentage points: reductions of equal bitstreams are equal but for the last bits of a double. */
const EQUAL = 1e-6;

const SIZES: readonly AdaptSettings["smallest"][] = ["1", "3/4", "2/3", "1/2"];

/** Whether a scene search may find something where the other one found nothing. */
const findsMore = (predictor: PredictorSettings, than: PredictorSettings): boolean =>
  (predictor.plate && !than.plate) || predictor.minDb < than.minDb || predictor.layers.some((layer) => !than.layers.includes(layer));

const adaptsMore = (adapt: AdaptSettings, than: AdaptSettings): boolean => adapt.threshold < than.threshold || SIZES.indexOf(adapt.smallest) > SIZES.indexOf(than.smallest);

/** The plans whose part changed nothing on this suite: the same plan without it gave the very same result. */
function inertPlans(here: readonly Trial[], part: "predictor" | "adapt"): Plan[] {
  const measured = here.filter(isMeasured);
  const without = measured.filter(({ plan }) => plan[part] === null);
  const onlyThat = (a: Plan, b: Plan): boolean => differingDimensions(a, b).every(({ name }) => name === part || name.startsWith(`${part}/`));
  return measured.filter(({ plan, reduction }) => plan[part] !== null && without.some((other) => Math.abs(other.reduction - reduction) < EQUAL && onlyThat(plan, other.plan))).map(({ plan }) => plan);
}

/** Says whether a plan carries a part that is known to change nothing on this suite. */
export function inertIn(here: readonly Trial[]): (plan: Plan) => boolean {
  const predictors = inertPlans(here, "predictor").flatMap(({ predictor }) => predictor ?? []);
  const adapts = inertPlans(here, "adapt").flatMap(({ adapt }) => adapt ?? []);
  const clips = clipsOf(here);
  const noCuts = clips.length > 0 && !clips.some(mayHaveCut);
  return ({ predictor, adapt }) =>
    (predictor !== null && predictors.some((known) => !findsMore(predictor, known))) ||
    (adapt !== null && (noCuts || adapts.some((known) => !adaptsMore(adapt, known))));
}
