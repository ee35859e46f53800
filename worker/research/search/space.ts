import { BaseSchema, CRF_RANGE, type Base } from "#lib/plan/base-settings.ts";
import { PlanSchema, type Plan } from "#lib/plan/schema.ts";
import { presetChoice } from "../planner/preset-choices.ts";
import { rungsFor } from "../planner/rungs.ts";
import { DIMENSIONS, INDEX, NONE, type Dimension, type Value } from "#lib/plan-space/dimensions.ts";
import { at, isActive, pointOf, type Point } from "#lib/plan-space/point.ts";

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key = "", ...rest] = path;
  if (rest.length === 0) target[key] = value;
  else {
    if (typeof target[key] !== "object" || target[key] === null) target[key] = {};
    put(target[key] as Record<string, unknown>, rest, value);
  }
}

/** The rungs of a plan that is near another: its ladder, moved where the coded size differs; the codec's own ladder otherwise. */
function rungsNear(plan: Plan, parent: Plan): Plan["rungs"] {
  return plan.base.codec === parent.base.codec ? rungsFor(plan, parent) : rungsFor(plan, { ...plan, transform: null });
}

/**
 * The plan of these settings; what is active and not given takes its default. What a part's list would hold nothing of,
 * and every other combination that the schema refuses, is null.
 * @param parent its rungs are kept where they fit
 */
export function planOf(values: Point, parent: Plan): Plan | null {
  const made: Record<string, unknown> = {};
  const complete = new Map<string, Value>();
  for (const dimension of DIMENSIONS) {
    if (!isActive(dimension, complete)) continue;
    const value = values.get(dimension.name) ?? (values.has(dimension.name) ? null : dimension.default);
    complete.set(dimension.name, value);
    if (dimension.kind === "category" && dimension.role === "part") {
      if (value !== NONE || dimension.name === "base") put(made, dimension.path, dimension.name === "base" ? { codec: value } : value === "on" ? {} : { kind: value });
    } else if (dimension.kind === "category" && dimension.role === "entry") {
      const before = at(made, dimension.path);
      put(made, dimension.path, [...(Array.isArray(before) ? (before as Value[]) : []), ...(value === true ? [dimension.setting] : [])]);
    } else put(made, dimension.path, value);
  }
  const codec = String(complete.get("base")) as Base["codec"];
  const parsed = PlanSchema.safeParse({ ...made, rungs: CRF_RANGE[codec].ladder.map((crf) => ({ crf })) });
  return parsed.success ? { ...parsed.data, rungs: rungsNear(parsed.data, parent) } : null;
}

/** Marks a value that the preset chooses and nobody knows: equally far from all others. */
export const UNKNOWN = -1;

function unit(dimension: Dimension, value: Value): number {
  if (value === null) return UNKNOWN;
  if (dimension.kind === "number") return (Number(value) - dimension.min) / (dimension.max - dimension.min);
  const index = dimension.values.indexOf(value);
  return dimension.ordered ? Math.max(index, 0) / Math.max(dimension.values.length - 1, 1) : index;
}

/** What a setting that is left to the preset is, as far as that is known. */
function chosen(base: Base, { path, setting }: Dimension): Value {
  return path[0] === "base" ? presetChoice(base, setting) : null;
}

/** Where inactive settings stand: at their defaults, and those of another codec at what its default preset chooses. */
const DEFAULTS = DIMENSIONS.map((dimension) => {
  const codec = dimension.condition?.name === "base" ? dimension.condition.value : null;
  return unit(dimension, dimension.default ?? (codec === null ? null : chosen(BaseSchema.parse({ codec }), dimension)));
});

/**
 * The plan as one number per dimension: numbers and ordered choices from 0 to 1, other choices by their index. Inactive
 * settings stand at their defaults (SMAC's imputation), so that adding a part at its defaults changes one dimension;
 * a setting left to the preset stands at what the preset chooses, where that is known.
 */
export function vectorOf(plan: Plan): Float64Array {
  const values = pointOf(plan);
  const vector = new Float64Array(DIMENSIONS.length);
  DIMENSIONS.forEach((dimension, index) => {
    vector[index] = isActive(dimension, values) ? unit(dimension, values.get(dimension.name) ?? chosen(plan.base, dimension)) : DEFAULTS[index]!;
  });
  return vector;
}

const GRADED: readonly boolean[] = DIMENSIONS.map((dimension) => dimension.kind === "number" || dimension.ordered);

/** Difference of two values in one dimension, 0 alike to 1 as far apart as can be. */
export function gap(index: number, a: number, b: number): number {
  if (a === b) return 0;
  if (a === UNKNOWN || b === UNKNOWN) return 0.5;
  return GRADED[index] ? Math.abs(a - b) : 1;
}

/** Distance between plans: the sum of the dimensions' differences, each at most 1. 0 for plans that differ in rungs alone. */
export function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += gap(index, a[index] ?? 0, b[index] ?? 0);
  return sum;
}

/** Position of a value in its dimension, as in a vector. */
export function unitOf(name: string, value: Value): number {
  const dimension = DIMENSIONS[INDEX.get(name) ?? 0];
  return dimension ? unit(dimension, value) : 0;
}
