import { z } from "zod";
import { AnalysisSchema, ProposalSchema } from "../plan/schema.ts";

/** The part of JSON Schema that the contracts use. */
export interface JsonSchema {
  type?: string;
  description?: string;
  enum?: (string | number | boolean)[];
  const?: string | number | boolean;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

/** Writes zod's short form `type: ["boolean", "null"]` as `anyOf`, the form that every other nullable has. */
function withoutTypeLists(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutTypeLists);
  if (node === null || typeof node !== "object") return node;
  const { type, ...rest } = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withoutTypeLists(value)]));
  if (Array.isArray(type)) return { ...rest, anyOf: type.map((one: unknown) => ({ type: one })) };
  return type === undefined ? rest : { type, ...rest };
}

/** JSON Schema of what may be sent for a zod schema (defaults are optional there). */
export function inputJsonSchema(schema: z.ZodType): JsonSchema {
  return withoutTypeLists(z.toJSONSchema(schema, { io: "input" })) as JsonSchema;
}

/** Says in words what the strict subset has no keyword for. */
function describe(schema: JsonSchema): string | undefined {
  const notes = [
    schema.description,
    schema.multipleOf === undefined ? undefined : `Multiple of ${schema.multipleOf}.`,
    schema.maxLength === undefined ? undefined : `${schema.minLength ?? 0} to ${schema.maxLength} characters.`,
    schema.default === undefined ? undefined : `Default ${JSON.stringify(schema.default)}.`,
  ].filter((note) => note !== undefined);
  return notes.length > 0 ? notes.join(" ") : undefined;
}

/**
 * The strict subset of JSON Schema that structured outputs accept: every property required, no additional ones, `anyOf`
 * for unions, `enum` for constants; lengths, steps and defaults move into the description.
 * Rules: https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
 */
export function strictSchema(schema: JsonSchema): JsonSchema {
  const description = describe(schema);
  const base: JsonSchema = description === undefined ? {} : { description };
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) {
    // A union of constants is an enum: smaller, and every server's grammar knows it.
    if (variants.every((variant) => variant.const !== undefined)) {
      return { ...base, type: variants[0]?.type ?? "string", enum: variants.map((variant) => variant.const as string | number) };
    }
    // Unions inside a union are laid open: a nullable union of parts is one list of alternatives.
    const open = variants.flatMap((variant) => (variant.description === undefined ? (variant.anyOf ?? variant.oneOf ?? [variant]) : [variant]));
    return { ...base, anyOf: open.map(strictSchema) };
  }
  if (schema.type === "object") {
    const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, property]) => [name, strictSchema(property)]));
    return { ...base, type: "object", properties, required: Object.keys(properties), additionalProperties: false };
  }
  if (schema.type === "array") {
    return { ...base, type: "array", items: strictSchema(schema.items ?? {}), minItems: schema.minItems, maxItems: schema.maxItems };
  }
  if (schema.const !== undefined) return { ...base, type: schema.type, enum: [schema.const] };
  const bounds = schema.type === "integer" || schema.type === "number" ? { minimum: schema.minimum, maximum: schema.maximum } : {};
  return { ...base, type: schema.type, ...(schema.enum ? { enum: schema.enum } : {}), ...bounds };
}

/** Made from the same zod schemas that parse the reply; plain JSON without undefined members. */
function replySchema(schema: z.ZodType): Record<string, unknown> {
  return JSON.parse(JSON.stringify(strictSchema(inputJsonSchema(schema)))) as Record<string, unknown>;
}

/** JSON schema of the researcher's proposal, for structured output. */
export function proposalJsonSchema(): Record<string, unknown> {
  return replySchema(ProposalSchema);
}

/** JSON schema of the researcher's analysis, for structured output. */
export function analysisJsonSchema(): Record<string, unknown> {
  return replySchema(AnalysisSchema);
}
