import { canonicalJson } from "#lib/plan/fingerprint.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { isMeasured, shapeOf, type MeasuredTrial, type Trial } from "../planner/trials.ts";
import { movesFrom } from "../planner/moves.ts";
import { expectedImprovement } from "./expected-improvement.ts";
import { fitGaussianProcess, type GaussianProcess, type Observation } from "./gaussian-process.ts";
import { cross, neighboursOf, stepFrom } from "./neighbours.ts";
import { priorOf, PRIOR_SCALES, toReduction, toSaving } from "./prior.ts";
import { inertIn } from "./inert.ts";
import { createRandom, hashText, pick } from "./random.ts";
import { createTimer } from "./slowness.ts";
import { NEAR_TWIN } from "../novelty/near-twin.ts";
import { distance, vectorOf } from "./space.ts";

/*
 * Bayesian optimisation of the plan: a surrogate of all measured plans, and the candidates of the greatest expected
 * improvement (Jones, Schonlau and Welch 1998), looked for by local search and crossovers as in SMAC (Hutter, Hoos and
 * Leyton-Brown 2011). Pure, and the same for the same history and seed.
 */

/** Experiments that a surrogate needs at least, and takes at most: its time grows with their cube. */
export const MIN_MEASURED = 4;
const MAX_OBSERVATIONS = 120;
/** Deviation of a measurement in log savings: encoders with pinned threads repeat to the bit; what is left is the model's error. */
const NOISE = 0.4;
/** A plan that failed, was hopeless or gave no number counts as this much worse than expected, vaguely: it may do so again. */
const FAILURE = { y: -15, noise: 8 };
/** Each setting changed beyond the first lowers a candidate's worth: what changed alone has a cause that is known. */
const PER_CHANGE = 0.94;
/** Power of the time against a middling plan's in a candidate's worth; 1 would be expected improvement per second (Snoek, Larochelle and Adams 2012). */
const TIME_POWER = 0.5;
const PARENTS = 5;
const RANDOM_STEPS = 120;
const CROSSOVERS = 80;
const ROUNDS = 2;
const GROWN = 6;

export interface SearchInput {
  here: readonly Trial[];
  elsewhere: readonly Trial[];
  /** Wall time that one experiment may take, ms. */
  runtimeMs: number;
  seed?: number;
  /** Only these plans may be proposed; without it, every plan of the schema. */
  pool?: readonly Plan[] | null;
  /** Only plans that this accepts are looked at. */
  accept?: (plan: Plan) => boolean;
}

export interface Ranked {
  plan: Plan;
  /** Expected reduction, percent, and the deviation of that, percentage points. */
  reduction: number;
  spread: number;
  /** Expected improvement over the best on this suite, in log savings, less for many changes at once and for slow plans. */
  worth: number;
  /** Whether the parent's own result, by the surrogate, is expected to be beaten; if not, it is the uncertainty that pays. */
  better: boolean;
}

export interface Surrogate {
  process: GaussianProcess;
  /** Log saving of a plan with its deviation. */
  predict(plan: Plan): { mean: number; deviation: number };
}

/** The surrogate of the measured and failed trials; null with too few measured on this suite. */
export function fitSurrogate(here: readonly Trial[], elsewhere: readonly Trial[]): Surrogate | null {
  if (here.filter(isMeasured).length < MIN_MEASURED) return null;
  const best = [...here].filter(isMeasured).sort((a, b) => b.reduction - a.reduction).slice(0, MAX_OBSERVATIONS / 4);
  const kept = [...new Set([...best, ...here, ...elsewhere])].filter(({ outcome }) => outcome !== "pending").slice(0, MAX_OBSERVATIONS);
  const group = here[0]?.suiteId ?? "";
  const observations = kept.map((trial): Observation => {
    const x = vectorOf(trial.plan);
    return isMeasured(trial) ? { x, y: toSaving(trial.reduction) - priorOf(trial.plan), noise: NOISE, group: trial.suiteId } : { x, ...FAILURE, group: trial.suiteId };
  });
  const process = fitGaussianProcess(observations, PRIOR_SCALES, group);
  return {
    process,
    predict(plan) {
      const { mean, deviation } = process.predict(vectorOf(plan));
      return { mean: mean + priorOf(plan), deviation };
    },
  };
}

/** The measured plan that explains a candidate best: the nearest, and of plans about as near the better one. */
export function parentOf(plan: Plan, here: readonly Trial[]): MeasuredTrial | null {
  const x = vectorOf(plan);
  const ranked = here.filter(isMeasured).map((trial) => ({ trial, cost: distance(x, vectorOf(trial.plan)) - trial.reduction / 100 })).sort((a, b) => a.cost - b.cost);
  return ranked[0]?.trial ?? null;
}

/** Plans to judge: neighbours of the best, what combines them, and steps farther away. */
function candidatesFrom(parents: readonly Plan[], random: () => number): Plan[] {
  const [best] = parents;
  const near = parents.flatMap((plan) => neighboursOf(plan, random));
  const moved = best ? movesFrom(best).map((move) => move.plan) : [];
  const draw = (count: number, make: () => Plan | null): Plan[] => Array.from({ length: count }, make).flatMap((plan) => plan ?? []);
  const from = (): Plan => pick(parents, random) ?? parents[0]!;
  return [...near, ...moved, ...draw(RANDOM_STEPS, () => stepFrom(from(), 2 + Math.floor(random() * 3), random)), ...draw(CROSSOVERS, () => cross(from(), from(), random))];
}

/** All plans worth running next, the most promising first; none with fewer than four measured plans on this suite. */
export function rankPlans({ here, elsewhere, runtimeMs, seed = 0, pool = null, accept = () => true }: SearchInput): Ranked[] {
  const surrogate = fitSurrogate(here, elsewhere);
  if (!surrogate) return [];
  const measured = here.filter(isMeasured);
  const best = [...measured].sort((a, b) => b.reduction - a.reduction);
  const random = createRandom(hashText(canonicalJson(measured.map(({ plan, reduction }) => [plan, reduction]))) ^ seed);
  const timeOf = createTimer(here);
  const vectors = measured.map(({ plan }) => vectorOf(plan));
  // Not the best plan's time: each step that pays by taking longer would make the next one look cheap.
  const times = measured.map(({ plan }) => timeOf(plan)).sort((a, b) => a - b);
  const usual = times[Math.floor(times.length / 2)] ?? 0;
  const isInert = inertIn(here);
  const ran = here.map(({ plan }) => vectorOf(plan));
  const changesOf = (x: Float64Array): number => Math.min(...vectors.map((other) => x.reduce((count, value, index) => count + (value === other[index] ? 0 : 1), 0)));
  const worthOf = (plan: Plan, changes: number, improvement: number): number =>
    improvement * PER_CHANGE ** Math.max(0, changes - 1) * (usual > 0 ? Math.max(1, timeOf(plan) / usual) ** -TIME_POWER : 1);
  // A plan that differs from a known one in its rungs alone is no new plan.
  const seen = new Set(here.map(({ plan }) => shapeOf(plan)));
  const target = toSaving(best[0]!.reduction);
  const judge = (plans: readonly Plan[]): Ranked[] => plans.flatMap((plan) => {
    const shape = shapeOf(plan);
    if (seen.has(shape) || !accept(plan) || isInert(plan)) return [];
    seen.add(shape);
    const x = vectorOf(plan);
    // Pinning what the preset chooses anyway changes nothing, and a hair little more; a pool's plans were all measured apart.
    if (timeOf(plan) > runtimeMs || (!pool && ran.some((other) => distance(x, other) <= NEAR_TWIN))) return [];
    const changes = changesOf(x);
    const prediction = surrogate.predict(plan);
    const reduction = toReduction(prediction.mean);
    return [{ plan, reduction, spread: Math.max(0.5, (prediction.deviation * (100 - reduction)) / 100), worth: worthOf(plan, changes, expectedImprovement(prediction, target)), better: prediction.mean > target }];
  });
  const order = (ranked: Ranked[]): Ranked[] => ranked.sort((a, b) => b.worth - a.worth);
  if (pool) return order(judge(pool));
  let ranked = order(judge(candidatesFrom(best.slice(0, PARENTS).map(({ plan }) => plan), random)));
  for (let round = 0; round < ROUNDS; round += 1) ranked = order([...ranked, ...judge(ranked.slice(0, GROWN).flatMap(({ plan }) => neighboursOf(plan, random)))]);
  return ranked;
}
