import { z } from "zod";
import { inputJsonSchema } from "../research/reply-json-schema.ts";
import { labelOf } from "./setting-words.ts";

export { AS_PRESET, isSameValue, labelOf, valueText } from "./setting-words.ts";

export type SettingValue = string | number | boolean | readonly string[];

/** One setting of a schema, as a form or a table needs it; null for a nullable one leaves it to the preset. */
export type SettingField = { name: string; label: string; hint: string; defaultValue: SettingValue | null; nullable: boolean } & (
  | { kind: "choice"; options: readonly (string | number)[] }
  | { kind: "set"; options: readonly string[]; min: number }
  | { kind: "switch" }
  | { kind: "number"; integer: boolean; min: number; max: number; step: number }
);

const TypeSchema = z.object({
  type: z.string().optional(),
  const: z.union([z.string(), z.number()]).optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  multipleOf: z.number().optional(),
});

const PropertySchema = TypeSchema.extend({
  description: z.string().default(""),
  default: z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]).optional(),
  items: z.object({ enum: z.array(z.string()) }).optional(),
  minItems: z.int().default(0),
  anyOf: z.array(TypeSchema).optional(),
});

/** A property without its null variant: `anyOf: [{ type: integer }, { type: null }]` is a nullable integer. */
function withoutNull({ anyOf, ...property }: z.infer<typeof PropertySchema>) {
  const variants = anyOf?.filter(({ type }) => type !== "null");
  const [only] = variants ?? [];
  const nullable = variants?.length !== anyOf?.length;
  return variants?.length === 1 ? { ...property, ...only, anyOf: undefined, nullable } : { ...property, anyOf: variants, nullable };
}

/**
 * The fields of an object schema, in its order, made from its JSON schema; constants (`codec: "x265"`) have no field.
 * @throws {Error} a setting whose type has no control here, so that a new setting cannot silently miss its field.
 */
export function fieldsOf(schema: z.ZodObject): SettingField[] {
  const { properties = {} } = inputJsonSchema(schema);
  return Object.entries(properties).flatMap(([name, raw]): SettingField[] => {
    const property = withoutNull(PropertySchema.parse(raw));
    if (property.const !== undefined) return [];
    const common = { name, label: labelOf(name), hint: property.description, defaultValue: property.default ?? null, nullable: property.nullable };
    const options = property.enum ?? property.anyOf?.flatMap((option) => option.const ?? []);
    if (options) return [{ ...common, kind: "choice", options }];
    if (property.type === "array" && property.items) return [{ ...common, kind: "set", options: property.items.enum, min: property.minItems }];
    if (property.type === "boolean") return [{ ...common, kind: "switch" }];
    const { minimum: min, maximum: max } = property;
    if ((property.type === "integer" || property.type === "number") && min !== undefined && max !== undefined) {
      const integer = property.type === "integer";
      return [{ ...common, kind: "number", integer, min, max, step: property.multipleOf ?? (integer ? 1 : 0.01) }];
    }
    throw new Error(`The setting ${name} is neither an enum, nor a set of one, nor a boolean, nor a bounded number: it has no form field.`);
  });
}
