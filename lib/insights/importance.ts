import type { Effect } from "../knowledge/schema.ts";
import { byEvidence } from "../knowledge/fold-effects.ts";
import { DIMENSIONS, type Dimension, type Value } from "../plan-space/dimensions.ts";
import { pointOf } from "../plan-space/point.ts";
import type { Plan } from "../plan/schema.ts";
import { trackOf } from "../plan/track.ts";
import { isEvidence, type DigestRow } from "../research/digest-schema.ts";
import type { Feature } from "./forest.ts";
import { permutationImportance } from "./permute.ts";
import type { Importance, SettingImportance } from "./schema.ts";

/** With fewer measured experiments a forest has nothing to learn from, and its order is chance. */
export const FEWEST_MEASURED = 8;
/** Learnt from at most these: 200 rows of 30 settings take about 0.15 s of one core. */
export const MOST_MEASURED = 200;

interface Column {
  dimension: Dimension;
  feature: Feature;
  levels: number[];
  active: boolean[];
  /** Values where it was there, in order. */
  had: Value[];
  changed: number;
}

/** In the setting's order, so that levels are; what is left to the preset comes first. */
function inOrder(dimension: Dimension, values: readonly Value[]): Value[] {
  const place = (value: Value): number => (value === null ? Number.NEGATIVE_INFINITY : dimension.kind === "category" ? dimension.values.indexOf(value) : Number(value));
  return [...new Set(values)].sort((a, b) => place(a) - place(b));
}

/** One setting over all plans, absent parts at their defaults; null when it never differed where it was there. */
function columnOf(dimension: Dimension, points: readonly ReadonlyMap<string, Value>[]): Column | null {
  const { name } = dimension;
  const active = points.map((point) => point.has(name));
  const values = points.map((point) => (point.has(name) ? (point.get(name) ?? null) : dimension.default));
  const counts = new Map<Value, number>();
  for (const [index, value] of values.entries()) if (active[index]) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.size < 2) return null;
  const order = inOrder(dimension, values);
  const rank = new Map(order.map((value, index) => [value, index]));
  const n = active.filter(Boolean).length;
  return {
    dimension, active, had: order.filter((value) => counts.has(value)), changed: n - Math.max(...counts.values()), levels: values.map((value) => rank.get(value)!),
    feature: { levels: order.length, ordered: dimension.kind === "number" || dimension.ordered },
  };
}

/** The measured effect of a setting alone with most pairs behind it. */
function effectOf(name: string, effects: readonly Effect[]): SettingImportance["effect"] {
  const [first] = effects.filter((effect) => effect.name === name).sort(byEvidence);
  return first ? { from: first.from, to: first.to, n: first.n, mean: first.mean } : null;
}

/**
 * Which settings of the plan matter for the reduction, learnt from a suite's measured experiments of the fidelity track by a
 * random forest, and judged on experiments that each tree has not seen (./permute.ts). Deterministic.
 * @param trials newest first
 */
export function importanceOf(trials: readonly DigestRow[], effects: readonly Effect[]): Importance {
  const measured = trials.filter((row): row is DigestRow & { plan: Plan; reductionPercent: number } => isEvidence(row) && trackOf(row.plan) === "fidelity").slice(0, MOST_MEASURED);
  const nothing = { n: measured.length, fewest: FEWEST_MEASURED, most: MOST_MEASURED, explained: null, errorPoints: null, measured: [], settings: [] };
  if (measured.length < FEWEST_MEASURED) return nothing;
  const points = measured.map(({ plan }) => pointOf(plan));
  const columns = DIMENSIONS.flatMap((dimension) => columnOf(dimension, points) ?? []);
  if (columns.length === 0) return nothing;
  const table = { features: columns.map(({ feature }) => feature), rows: measured.map((_, row) => columns.map(({ levels }) => levels[row]!)), targets: measured.map(({ reductionPercent }) => reductionPercent) };
  const { loss, explained, error } = permutationImportance(table, measured.map((_, row) => columns.map(({ active }) => active[row]!)));
  const settings = columns.map(({ dimension: { name, setting }, active, had, changed }, index): SettingImportance => ({
    name, setting, lossPoints: Math.max(0, loss[index]!), n: active.filter(Boolean).length, values: had.length, changed, effect: effectOf(name, effects),
    levels: had, at: points.map((point, row) => (active[row] ? had.indexOf(point.get(name) ?? null) : null)),
  }));
  return { ...nothing, explained, errorPoints: error, measured: measured.map(({ id, reductionPercent }) => ({ id, percent: reductionPercent })), settings: settings.sort((a, b) => b.lossPoints - a.lossPoints || (a.name < b.name ? -1 : 1)) };
}
