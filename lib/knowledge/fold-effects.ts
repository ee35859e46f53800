import type { Dimension, Value } from "../plan-space/dimensions.ts";
import { DIMENSIONS } from "../plan-space/dimensions.ts";
import { pointOf } from "../plan-space/point.ts";
import type { Plan } from "../plan/schema.ts";
import { isEvidence, type DigestRow } from "../research/digest-schema.ts";
import { newest } from "./keep.ts";
import { MOST_EFFECTS, MOST_EXAMPLES } from "./limits.ts";
import type { Effect } from "./schema.ts";

/** Values by dimension, those of absent parts at their defaults; worked out once a plan, as every new one is held against all. */
const known = new WeakMap<Plan, readonly Value[]>();

function valuesOf(plan: Plan): readonly Value[] {
  const before = known.get(plan);
  if (before) return before;
  const point = pointOf(plan);
  const values = DIMENSIONS.map(({ name, default: fallback }) => (point.has(name) ? (point.get(name) ?? null) : fallback));
  known.set(plan, values);
  return values;
}

/** The one setting in which two plans differ, rungs apart; null when it is none or several. As differingDimensions counts them. */
function onlyDifference(a: Plan, b: Plan): { dimension: Dimension; a: Value; b: Value } | null {
  const [left, right] = [valuesOf(a), valuesOf(b)];
  let found = -1;
  for (let index = 0; index < left.length; index += 1) {
    if (left[index] === right[index]) continue;
    if (found !== -1) return null;
    found = index;
  }
  const dimension = DIMENSIONS[found];
  return dimension ? { dimension, a: left[found] ?? null, b: right[found] ?? null } : null;
}

/** Numbers with more values than this are told apart by quarters of their range: hardly two pairs would share both ends. */
const MOST_STEPS = 12;
const QUARTERS = 4;

interface Level {
  /** As it is shown: the value itself, or "30–60" for one of those between. */
  label: Value;
  /** In the setting's order; what is left to the preset comes first. */
  place: number;
}

function levelOf(dimension: Dimension, value: Value): Level {
  if (value === null) return { label: null, place: Number.NEGATIVE_INFINITY };
  if (dimension.kind === "category") return { label: value, place: dimension.values.indexOf(value) };
  const { min, max, step } = dimension;
  if (step > 0 && (max - min) / step < MOST_STEPS) return { label: value, place: Number(value) };
  const place = Math.min(QUARTERS - 1, Math.floor(((Number(value) - min) / (max - min)) * QUARTERS));
  const end = (quarter: number): number => {
    const at = min + ((max - min) * quarter) / QUARTERS;
    return step >= 1 ? Math.round(at) : Number(at.toPrecision(3));
  };
  return { label: `${end(place)}–${end(place + 1)}`, place };
}

interface Pair {
  name: string;
  setting: string;
  from: Value;
  to: Value;
  fromId: string;
  toId: string;
  points: number;
}

function pairOf(row: DigestRow, other: DigestRow): Pair | null {
  if (!isEvidence(row) || !isEvidence(other) || row.suiteId !== other.suiteId || row.id === other.id) return null;
  const difference = onlyDifference(other.plan, row.plan);
  if (!difference) return null;
  const { dimension } = difference;
  const [a, b] = [levelOf(dimension, difference.a), levelOf(dimension, difference.b)];
  if (a.place === b.place) return null;
  const onward = a.place < b.place;
  const [from, to] = onward ? [other, row] : [row, other];
  return { name: dimension.name, setting: dimension.setting, from: onward ? a.label : b.label, to: onward ? b.label : a.label, fromId: from.id, toId: to.id, points: to.reductionPercent! - from.reductionPercent! };
}

/** One more pair, by Welford's update (Technometrics 4, 1962). */
function withPair(before: Effect | undefined, { fromId, toId, points, ...setting }: Pair, at: string): Effect {
  const { n, mean, m2, min, max, examples } = before ?? { n: 0, mean: 0, m2: 0, min: points, max: points, examples: [] };
  const moved = mean + (points - mean) / (n + 1);
  return {
    ...setting, n: n + 1, mean: moved, m2: m2 + (points - mean) * (points - moved), min: Math.min(min, points), max: Math.max(max, points),
    examples: [{ fromId, toId, points }, ...examples].slice(0, MOST_EXAMPLES), lastAt: at,
  };
}

const key = ({ name, from, to }: Pick<Effect, "name" | "from" | "to">): string => `${name} ${String(from)} ${String(to)}`;

/** Most evidence first, then the newest. */
export function byEvidence(a: Effect, b: Effect): number {
  return b.n - a.n || newest([a.lastAt, key(a)], [b.lastAt, key(b)]);
}

/** Those with most evidence first, but each setting's best founded before any setting's second best: no setting crowds out the others. */
export function acrossSettings(effects: readonly Effect[]): Effect[] {
  const seen = new Map<string, number>();
  const ranked = [...effects].sort(byEvidence).map((effect) => {
    const rank = seen.get(effect.name) ?? 0;
    seen.set(effect.name, rank + 1);
    return { effect, rank };
  });
  // The sort is stable: within a rank the order by evidence stays.
  return ranked.sort((a, b) => a.rank - b.rank).map(({ effect }) => effect);
}

/** Standard deviation of the pairs' differences, percentage points; null for a single pair. */
export function spreadOf({ n, m2 }: Pick<Effect, "n" | "m2">): number | null {
  return n > 1 ? Math.sqrt(m2 / (n - 1)) : null;
}

/** Adds what the new trial shows about single settings, held against the trials that are kept. */
export function foldEffects(effects: readonly Effect[], row: DigestRow, trials: readonly DigestRow[], at: string): Effect[] {
  const all = new Map(effects.map((effect) => [key(effect), effect]));
  for (const other of trials) {
    const pair = pairOf(row, other);
    if (pair) all.set(key(pair), withPair(all.get(key(pair)), pair, at));
  }
  return all.size <= MOST_EFFECTS ? [...all.values()] : acrossSettings([...all.values()]).slice(0, MOST_EFFECTS);
}
