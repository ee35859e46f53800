import type { Experiment } from "../experiment/schema.ts";
import { isStoppedAtScreening } from "../format/describe-evaluation.ts";
import { put } from "../knowledge/keep.ts";
import { planText } from "../knowledge/plan-text.ts";
import { methodOf } from "../plan/method.ts";
import { trackOf } from "../plan/track.ts";
import { encodeCostOf } from "./encode-cost.ts";
import { frontsOf, mayRank, thinOut } from "./pareto.ts";
import type { Insights, MethodHistory, Place } from "./schema.ts";

/** Settled experiments kept with their place in the charts; about 60 kB of JSON. */
export const MOST_NEWEST = 200;
export const MOST_FRONT = 60;
export const MOST_MAYBE = 20;
/** New bests kept of one method. */
export const MOST_STEPS = 100;
const PLAN_CHARS = 160;

const short = (text: string): string => (text.length > PLAN_CHARS ? `${text.slice(0, PLAN_CHARS - 1)}…` : text);

function placeOf(experiment: Experiment, order: number): Place {
  const { id, plan, verdict, headline, finishedAt, createdAt, status } = experiment;
  // Two rungs on one clip are a look, and no result of the suite.
  const measured = status === "completed" && !isStoppedAtScreening(experiment);
  return {
    id, order, at: finishedAt ?? createdAt, method: plan && methodOf(plan), track: trackOf(plan), verdict: verdict ?? "inconclusive",
    reductionPercent: measured ? (headline?.reductionPercent ?? null) : null, interval: measured ? (headline?.interval ?? null) : null,
    plan: plan && short(planText(plan)), encode: measured ? encodeCostOf(experiment) : null,
  };
}

function foldMethod(methods: readonly MethodHistory[], { id, order, at, method, track, verdict, reductionPercent }: Place): MethodHistory[] {
  if (method === null || track !== "fidelity") return [...methods];
  return put(methods, (known) => known.method === method, (before) => {
    const { settled, byVerdict, steps } = before ?? { settled: 0, byVerdict: {} as MethodHistory["byVerdict"], steps: [] };
    const best = steps.at(-1)?.percent ?? Number.NEGATIVE_INFINITY;
    const leads = (verdict === "better" || verdict === "worse") && reductionPercent !== null && reductionPercent > best;
    const grown = leads ? [...steps, { id, order, at, percent: reductionPercent }] : steps;
    return {
      method, settled: settled + 1, byVerdict: { ...byVerdict, [verdict]: (byVerdict[verdict] ?? 0) + 1 },
      // The first one says when the method began; of the others the newest tell where it stands.
      steps: grown.length > MOST_STEPS ? grown.toSpliced(1, 1) : grown,
    };
  });
}

/** The insights of a suite with one more settled experiment of it. Pure; what it costs does not grow with the history. */
export function foldInsights({ settled, methods, newest, front, maybeFront }: Insights, experiment: Experiment): Insights {
  const place = placeOf(experiment, settled + 1);
  const fronts = mayRank(place) ? frontsOf([...front.filter(mayRank), ...maybeFront.filter(mayRank), place]) : { front, maybeFront };
  return {
    settled: settled + 1,
    methods: foldMethod(methods, place),
    newest: [place, ...newest].slice(0, MOST_NEWEST),
    front: thinOut(fronts.front.filter(mayRank), MOST_FRONT),
    maybeFront: fronts.maybeFront.slice(0, MOST_MAYBE),
  };
}
