import { CRF_RANGE } from "../plan/base-settings.ts";
import { PlanSchema } from "../plan/schema.ts";
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
  const preset = schema.default === undefined || (typeof schema.default === "object" && schema.default !== null) ? "" : ` (default ${JSON.stringify(schema.default)})`;
  return `${preset}${schema.description ? ` - ${schema.description}` : ""}`;
}

function lines(name: string, schema: JsonSchema, depth: number): string[] {
  const indent = "  ".repeat(depth);
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) {
    if (variants.every((variant) => variant.const !== undefined)) {
      return [`${indent}${name}: ${variants.map(range).join(" | ")}${suffix(schema)}`];
    }
    const real = variants.filter((variant) => variant.type !== "null");
    const nullable = real.length < variants.length ? " or null" : "";
    const [only] = real;
    if (real.length === 1 && only && only.type !== "object" && only.type !== "array") return [`${indent}${name}: ${range(only)}${nullable}${suffix(schema)}`];
    if (real.length === 1 && only) return lines(name, { ...only, description: schema.description ?? only.description }, depth).map((line, index) => (index === 0 ? `${line}${nullable}` : line));
    return [`${indent}${name}: one of${nullable}${suffix(schema)}`, ...real.flatMap((variant) => lines(`- ${String(variant.properties?.codec?.const ?? "variant")}`, variant, depth + 1))];
  }
  if (schema.type === "object") {
    const inner = Object.entries(schema.properties ?? {}).flatMap(([key, property]) => lines(key, property, depth + 1));
    return [`${indent}${name}: object${suffix(schema)}`, ...inner];
  }
  if (schema.type === "array") {
    const head = `${indent}${name}: list of ${schema.minItems} to ${schema.maxItems}${suffix(schema)}`;
    return [head, ...lines("each", schema.items ?? {}, depth + 1)];
  }
  return [`${indent}${name}: ${range(schema)}${suffix(schema)}`];
}

/** The plan's whole space as text for the prompt, generated from the zod schemas that parse the reply. */
export function describePlanSpace(): string {
  const ranges = Object.entries(CRF_RANGE).map(([codec, { min, max, ladder }]) => `  ${codec}: CRF ${min} to ${max}; the ladder ${ladder.join("/")} roughly spans the baseline's quality`);
  return [...lines("plan", inputJsonSchema(PlanSchema), 0), "CRF scales by codec:", ...ranges].join("\n");
}
