import type { Plan } from "#lib/plan/schema.ts";
import { DIMENSIONS, type Dimension, type Value } from "#lib/plan-space/dimensions.ts";
import { bell, pick } from "./random.ts";
import { isActive, pointOf, type Point } from "#lib/plan-space/point.ts";
import { planOf } from "./space.ts";

/*
 * Where the next plan may lie: one-exchange neighbours and random steps as in SMAC's local search, and crossovers of good
 * plans, which join parts and settings that were measured apart.
 */

/** Steps over the whole range that are told apart: nobody can measure what less does, and less would be a near twin. */
const GRADES = 16;

/** The nearest value that the schema allows and that is a whole number of grades above the least. */
function within({ min, max, step }: Extract<Dimension, { kind: "number" }>, value: number): number {
  const grade = Math.max(step, (max - min) / GRADES);
  const graded = min + Math.round((Math.min(max, Math.max(min, value)) - min) / grade) * grade;
  return step > 0 ? Number((Math.round(graded / step) * step).toFixed(6)) : Number(graded.toPrecision(3));
}

/** Values worth trying beside the present one. Numbers: single and double steps, and two random ones farther away. */
function valuesBeside(dimension: Dimension, now: Value, random: () => number): Value[] {
  if (dimension.kind === "category") return [...dimension.values, ...(dimension.nullable ? [null] : [])].filter((value) => value !== now);
  const { min, max, step } = dimension;
  const from = typeof now === "number" ? now : Number(dimension.default ?? (min + max) / 2);
  const small = Math.max(step, (max - min) / GRADES);
  const wanted = [from - small, from + small, from - 2 * small, from + 2 * small, from + bell(random) * 0.2 * (max - min), from + bell(random) * 0.2 * (max - min)];
  const values = [...new Set(wanted.map((value) => within(dimension, value)))].filter((value) => value !== now);
  return dimension.nullable && now !== null ? [null, ...values] : values;
}

function changed(values: Point, name: string, value: Value): Point {
  return new Map([...values, [name, value]]);
}

/** All plans that differ from this one in one setting. */
export function neighboursOf(plan: Plan, random: () => number): Plan[] {
  const values = pointOf(plan);
  return DIMENSIONS.filter((dimension) => isActive(dimension, values)).flatMap((dimension) =>
    valuesBeside(dimension, values.get(dimension.name) ?? null, random).flatMap((value) => planOf(changed(values, dimension.name, value), plan) ?? []));
}

/** A plan that is `steps` random changes away; null when the schema refuses it. */
export function stepFrom(plan: Plan, steps: number, random: () => number): Plan | null {
  let made: Plan | null = plan;
  for (let step = 0; step < steps && made; step += 1) {
    const values = pointOf(made);
    const dimension = pick(DIMENSIONS.filter((candidate) => isActive(candidate, values)), random);
    const value = dimension && pick(valuesBeside(dimension, values.get(dimension.name) ?? null, random), random);
    if (dimension && value !== undefined) made = planOf(changed(values, dimension.name, value), made);
  }
  return made;
}

/** Takes each part, and each setting of the shared codec, from one of two plans. */
export function cross(a: Plan, b: Plan, random: () => number): Plan | null {
  const [left, right] = [pointOf(a), pointOf(b)];
  // A part and its settings come from the same plan, so that no half of one is left.
  const sides = new Map<string, boolean>();
  const ofA = (name: string): boolean => {
    const key = name.startsWith("base/") ? name : (name.split("/", name.startsWith("transform") ? 2 : 1).join("/"));
    if (!sides.has(key)) sides.set(key, random() < 0.5);
    return sides.get(key) ?? true;
  };
  const values = new Map<string, Value>();
  for (const { name } of DIMENSIONS) {
    const source = ofA(name) ? (left.has(name) ? left : null) : (right.has(name) ? right : null);
    // Settings of a codec that only one of the two has come from that one.
    const found = source ?? (name.startsWith("base/") ? (left.has(name) ? left : right.has(name) ? right : null) : null);
    if (found) values.set(name, found.get(name) ?? null);
  }
  return planOf(values, values.get("base") === left.get("base") ? a : b);
}
