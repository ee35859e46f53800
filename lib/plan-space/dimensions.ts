import { PlanSchema } from "../plan/schema.ts";
import { inputJsonSchema, type JsonSchema } from "../research/reply-json-schema.ts";

/*
 * The plan's schema as a list of typed dimensions with conditions, in the manner of SMAC's configuration spaces (Hutter,
 * Hoos and Leyton-Brown, "Sequential Model-Based Optimization for General Algorithm Configuration", LION 2011): a part is
 * a category whose values are its variants or "none"; a variant's settings are active only while it is chosen.
 */

export type Value = string | number | boolean | null;
export const NONE = "none";

interface Common {
  /** Path through the schema, with the variant: "base/svt-av1/preset". */
  name: string;
  /** The setting's own name: "preset". */
  setting: string;
  /** Where the value lies in a plan: ["base", "preset"]; for an optional part, the part. */
  path: readonly string[];
  /** Active only while that category has that value. */
  condition: { name: string; value: Value } | null;
  default: Value;
  nullable: boolean;
}

export interface CategoryDimension extends Common {
  kind: "category";
  values: readonly Value[];
  /** Whether neighbouring values are alike: numbers, presets, sizes. */
  ordered: boolean;
  /** part: the values are variants (with "none"); entry: whether a list holds a value; setting: a plain choice. */
  role: "part" | "entry" | "setting";
}

export interface NumberDimension extends Common {
  kind: "number";
  min: number;
  max: number;
  /** 0 for a continuous setting. */
  step: number;
}

export type Dimension = CategoryDimension | NumberDimension;

/** Choices that the schema lists in their order. */
const ORDERED = new Set(["preset", "factor", "smallest", "taps"]);
/** No codec setting but the identity of a random draw: not searched. */
const UNSEARCHED = new Set(["seed"]);

/** Where the schema has no default, the value that a new part starts from. */
const STARTS: Record<string, Value> = { kernel: "lanczos", upscaler: "lanczos" };

interface Place {
  name: string;
  path: readonly string[];
  condition: Common["condition"];
}

const discriminatorOf = ({ properties }: JsonSchema): string | null => (["codec", "kind"].find((key) => properties?.[key]?.const !== undefined) ?? null);

/** Name of a variant; a part without a discriminator is "on". */
export function variantOf(schema: JsonSchema): string {
  const key = discriminatorOf(schema);
  return key === null ? "on" : String(schema.properties?.[key]?.const);
}

function alternatives(schema: JsonSchema): { real: JsonSchema[]; nullable: boolean } {
  const all = (schema.anyOf ?? schema.oneOf ?? [schema]).flatMap((variant) => variant.anyOf ?? variant.oneOf ?? [variant]);
  return { real: all.filter(({ type }) => type !== "null"), nullable: all.some(({ type }) => type === "null") };
}

const isPart = (schema: JsonSchema): boolean => alternatives(schema).real.every(({ type }) => type === "object");

function settingsOf(schema: JsonSchema, place: Place): Dimension[] {
  return Object.entries(schema.properties ?? {})
    .filter(([key]) => key !== discriminatorOf(schema) && !UNSEARCHED.has(key))
    .flatMap(([key, property]) => dimensionsOf(property, { name: `${place.name}/${key}`, path: [...place.path, key], condition: place.condition }));
}

function dimensionsOf(schema: JsonSchema, place: Place): Dimension[] {
  const { real, nullable } = alternatives(schema);
  const [only] = real;
  if (!only) return [];
  const setting = place.path.at(-1) ?? "";
  const common = { ...place, setting, nullable, default: (schema.default ?? only.default ?? null) as Value };
  if (only.type === "object") {
    // A container of optional parts (the transform) is there when one of them is: no dimension of its own.
    if (real.length === 1 && discriminatorOf(only) === null && Object.values(only.properties ?? {}).every((property) => alternatives(property).nullable && isPart(property))) return settingsOf(only, place);
    const values = [...(nullable ? [NONE] : []), ...real.map(variantOf)];
    const part: CategoryDimension = { ...common, kind: "category", role: "part", values, ordered: false, nullable: false, default: nullable ? NONE : (values[0] ?? NONE) };
    return [part, ...real.flatMap((variant) => settingsOf(variant, { name: real.length > 1 ? `${place.name}/${variantOf(variant)}` : place.name, path: place.path, condition: { name: place.name, value: variantOf(variant) } }))];
  }
  if (only.type === "array") {
    const chosen = Array.isArray(schema.default) ? (schema.default as Value[]) : [];
    return (only.items?.enum ?? []).map((value) => ({ ...common, name: `${place.name}/${String(value)}`, setting: String(value), kind: "category", role: "entry", values: [false, true], ordered: false, default: chosen.includes(value) }));
  }
  const listed = real.flatMap((variant) => variant.enum ?? (variant.const === undefined ? [] : [variant.const]));
  const values: Value[] = only.type === "boolean" ? [false, true] : listed;
  if (values.length > 0) return [{ ...common, kind: "category", role: "setting", values, ordered: values.every((value) => typeof value === "number") || ORDERED.has(setting), default: schema.default === undefined ? (STARTS[setting] ?? values[0] ?? null) : common.default }];
  const step = only.multipleOf ?? (only.type === "integer" ? 1 : 0);
  return [{ ...common, kind: "number", min: only.minimum ?? 0, max: only.maximum ?? 1, step, default: schema.default === undefined ? (only.minimum ?? 0) : common.default }];
}

/** Every dimension of the plan but its rungs, which are operating points and no setting of the codec. */
export const DIMENSIONS: readonly Dimension[] = Object.entries(inputJsonSchema(PlanSchema).properties ?? {})
  .filter(([key]) => key !== "rungs")
  .flatMap(([key, property]) => dimensionsOf(property, { name: key, path: [key], condition: null }));

/** Position of each dimension in a vector. */
export const INDEX: ReadonlyMap<string, number> = new Map(DIMENSIONS.map(({ name }, index) => [name, index]));
