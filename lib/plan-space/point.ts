import type { Plan } from "../plan/schema.ts";
import { DIMENSIONS, INDEX, NONE, type Dimension, type Value } from "./dimensions.ts";

/** A plan as values of the active dimensions, by name. */
export type Point = ReadonlyMap<string, Value>;

/** What lies at this path; undefined where there is nothing. */
export function at(plan: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, key) => (typeof node === "object" && node !== null ? (node as Record<string, unknown>)[key] : undefined), plan);
}

function readValue(plan: Plan, dimension: Dimension): Value {
  const found = at(plan, dimension.path);
  if (dimension.kind === "category" && dimension.role === "entry") return Array.isArray(found) && found.includes(dimension.setting);
  if (dimension.kind === "category" && dimension.role === "part") {
    if (typeof found !== "object" || found === null) return NONE;
    return "codec" in found ? String(found.codec) : "kind" in found ? String(found.kind) : "on";
  }
  return (found ?? null) as Value;
}

/** Whether the dimension means something beside these values: its part is there, in its variant. */
export const isActive = ({ condition }: Dimension, values: Point): boolean => condition === null || values.get(condition.name) === condition.value;

/** The active settings of a plan. */
export function pointOf(plan: Plan): Point {
  const values = new Map<string, Value>();
  // Parts come before their settings in the list.
  for (const dimension of DIMENSIONS) if (isActive(dimension, values)) values.set(dimension.name, readValue(plan, dimension));
  return values;
}

/** The dimensions in which two plans were given other values, parts before settings; those of a part that one lacks stand at their defaults there. */
export function differingDimensions(a: Plan, b: Plan): Dimension[] {
  const [left, right] = [pointOf(a), pointOf(b)];
  const value = (point: Point, dimension: Dimension): Value => (point.has(dimension.name) ? (point.get(dimension.name) ?? null) : dimension.default);
  return DIMENSIONS.filter((dimension) => value(left, dimension) !== value(right, dimension));
}

/** The value of a dimension in a plan, its default where it is inactive. */
export function valueIn(plan: Plan, name: string): Value {
  const dimension = DIMENSIONS[INDEX.get(name) ?? 0];
  const values = pointOf(plan);
  return values.has(name) ? (values.get(name) ?? null) : (dimension?.default ?? null);
}
