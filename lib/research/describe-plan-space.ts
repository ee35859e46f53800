import { CRF_RANGE } from "../plan/base-settings.ts";
import { PlanSchema } from "../plan/schema.ts";
import { PLAN_RULES } from "./plan-rules.ts";
import { inputJsonSchema, type JsonSchema } from "./reply-json-schema.ts";

/** The values a leaf may take, in a few words. */
function range(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.type === "boolean") return "true | false";
  if (schema.type === "integer" || schema.type === "number") {
    const step = schema.multipleOf === undefined ? "" : ` in steps of ${schema.multipleOf}`;
    return `${schema.type} ${schema.minimum} to ${schema.maximum}${step}`;
  }
  return schema.type ?? "any";
}

function suffix(schema: JsonSchema): string {
  const preset = schema.default === undefined ? "" : ` (default ${JSON.stringify(schema.default)})`;
  return `${preset}${schema.description ? ` - ${schema.description}` : ""}`;
}

/** The alternatives of a union, unions inside it laid open; null apart. */
function alternatives(schema: JsonSchema): { real: JsonSchema[]; nullable: boolean } {
  const all = (schema.anyOf ?? schema.oneOf ?? [schema]).flatMap((variant) => (variant.anyOf || variant.oneOf ? (variant.anyOf ?? variant.oneOf ?? []) : [variant]));
  return { real: all.filter(({ type }) => type !== "null"), nullable: all.some(({ type }) => type === "null") };
}

/** A variant's name: its discriminator's value. */
function variantName({ properties }: JsonSchema): string {
  return String(properties?.codec?.const ?? properties?.kind?.const ?? "variant");
}

function lines(name: string, schema: JsonSchema, depth: number): string[] {
  const indent = "  ".repeat(depth);
  const { real, nullable } = alternatives(schema);
  const orNull = nullable ? " or null" : "";
  const [only] = real;
  if (real.length > 1 && real.every((variant) => variant.const !== undefined)) return [`${indent}${name}: ${real.map(range).join(" | ")}${orNull}${suffix(schema)}`];
  if (real.length > 1) return [`${indent}${name}: one of the following${orNull}${suffix(schema)}`, ...real.flatMap((variant) => lines(`- ${variantName(variant)}`, variant, depth + 1))];
  const said = { ...only, description: schema.description ?? only?.description, default: schema.default === undefined ? only?.default : schema.default };
  if (only?.type === "object") {
    return [`${indent}${name}: object${orNull}${suffix(said)}`, ...Object.entries(only.properties ?? {}).flatMap(([key, property]) => lines(key, property, depth + 1))];
  }
  if (only?.type === "array") return [`${indent}${name}: list of ${only.minItems} to ${only.maxItems}${orNull}${suffix(said)}`, ...lines("each", only.items ?? {}, depth + 1)];
  return [`${indent}${name}: ${range(only ?? schema)}${orNull}${suffix(said)}`];
}

/** The plan's whole space as text for the prompt, generated from the zod schemas that parse the reply. */
export function describePlanSpace(): string {
  const ranges = Object.entries(CRF_RANGE).map(([codec, { min, max, ladder }]) => `  ${codec}: CRF ${min} to ${max}; the ladder ${ladder.join("/")} roughly spans the baseline's quality`);
  return [
    ...lines("plan", inputJsonSchema(PlanSchema), 0),
    "Rules between settings (a plan that breaks one is refused):", ...PLAN_RULES.map(({ text }) => `  ${text}`),
    "CRF scales by codec:", ...ranges,
  ].join("\n");
}
