import { describe, expect, it } from "vitest";
import { z } from "zod";
import { BaseSchema } from "../plan/base-settings.ts";
import { AdaptSchema } from "../plan/adapt-settings.ts";
import { CnnSchema } from "../plan/cnn-settings.ts";
import { PredictorSchema } from "../plan/predictor-settings.ts";
import { WienerSchema } from "../plan/restore-settings.ts";
import { DenoiseSchema, DownscaleSchema } from "../plan/schema.ts";
import { fieldsOf, isSameValue, labelOf, valueText } from "./schema-fields.ts";

describe("form fields from schemas", () => {
  it.each(BaseSchema.options.map((option) => [option.shape.codec.value, option] as const))("every setting of %s gets a labelled field with a hint", (_codec, schema) => {
    const fields = fieldsOf(schema);
    expect(fields.map((field) => field.name)).toEqual(Object.keys(schema.shape).filter((name) => name !== "codec"));
    for (const field of fields) {
      expect(field.hint.length, field.name).toBeGreaterThan(5);
      expect(field.label.length, field.name).toBeGreaterThan(1);
      expect(field.defaultValue === null, field.name).toBe(field.nullable);
      if (field.kind === "choice" && !field.nullable) expect(field.options).toContain(field.defaultValue);
    }
  });

  it("covers the transform's parts", () => {
    expect(fieldsOf(DownscaleSchema).map((field) => field.name)).toEqual(Object.keys(DownscaleSchema.shape));
    expect(fieldsOf(DenoiseSchema).find((field) => field.name === "strength")).toMatchObject({ kind: "number", max: 10, step: 0.5 });
  });

  it.each([["predictor", PredictorSchema], ["adapt", AdaptSchema], ["wiener", WienerSchema], ["cnn", CnnSchema]] as const)("every setting of %s gets a field that starts somewhere", (_part, schema) => {
    const fields = fieldsOf(schema);
    expect(fields.map((field) => field.name)).toEqual(Object.keys(schema.shape).filter((name) => name !== "kind"));
    for (const field of fields) expect(field.nullable || field.defaultValue !== null, field.name).toBe(true);
  });

  it("makes a set of a list of choices", () => {
    const [field] = fieldsOf(z.strictObject({ layers: z.array(z.enum(["a", "b", "c"])).min(1).max(3).default(["a", "c"]).describe("Kinds.") }));
    expect(field).toMatchObject({ kind: "set", options: ["a", "b", "c"], min: 1, defaultValue: ["a", "c"] });
    expect(valueText(field?.defaultValue)).toBe("a, c");
    expect([isSameValue(["a", "c"], ["c", "a"]), isSameValue(["a"], ["a", "c"]), isSameValue(1, 1), isSameValue(null, false)]).toEqual([true, false, true, false]);
  });

  it("keeps numeric choices as numbers", () => {
    const [field] = fieldsOf(z.strictObject({ ctu: z.union([z.literal(16), z.literal(32)]).default(32).describe("Size.") }));
    expect(field).toMatchObject({ kind: "choice", options: [16, 32], defaultValue: 32 });
  });

  it("keeps the kind and the bounds of a setting that may be left to the preset", () => {
    const fields = fieldsOf(z.strictObject({
      refs: z.int().min(1).max(6).nullable().default(null).describe("Frames."),
      sao: z.boolean().nullable().default(null).describe("Offset."),
      ctu: z.literal([16, 32]).nullable().default(null).describe("Size."),
    }));
    expect(fields).toEqual([
      expect.objectContaining({ kind: "number", integer: true, min: 1, max: 6, defaultValue: null, nullable: true, hint: "Frames." }),
      expect.objectContaining({ kind: "switch", defaultValue: null, nullable: true }),
      expect.objectContaining({ kind: "choice", options: [16, 32], defaultValue: null, nullable: true }),
    ]);
    expect([null, true, 3].map(valueText)).toEqual(["as the preset", "on", "3"]);
  });

  it("refuses a setting that it has no control for", () => {
    expect(() => fieldsOf(z.strictObject({ free: z.string() }))).toThrow(/free/);
  });

  it("makes labels that people read", () => {
    expect(["aqMode", "psyRd", "filmGrain", "keyint"].map(labelOf)).toEqual(["AQ mode", "Psy RD", "Film grain", "Key-frame distance"]);
  });
});
