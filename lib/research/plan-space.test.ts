import { describe, expect, it } from "vitest";
import { BaseSchema } from "../plan/base-settings.ts";
import { describePlanSpace } from "./describe-plan-space.ts";
import { analysisJsonSchema, proposalJsonSchema } from "./reply-json-schema.ts";

function everyNode(node: unknown, visit: (schema: Record<string, unknown>) => void): void {
  if (Array.isArray(node)) return node.forEach((item) => everyNode(item, visit));
  if (node === null || typeof node !== "object") return;
  visit(node as Record<string, unknown>);
  Object.values(node).forEach((value) => everyNode(value, visit));
}

describe("the plan space in the prompt", () => {
  const text = describePlanSpace();

  it("names every setting of every codec with its bounds", () => {
    for (const schema of BaseSchema.options) for (const name of Object.keys(schema.shape)) expect(text).toContain(`${name}:`);
    expect(text).toMatch(/filmGrain: integer 0 to 50 \(default 0\)/);
    expect(text).toMatch(/strength: number [\d.]+ to 10 in steps of 0\.5/);
    expect(text).toMatch(/bframes: integer 0 to 8 or null \(default null\)/);
    expect(text).toMatch(/sao: true \| false or null \(default null\)/);
    expect(text).toMatch(/ctu: 16 \| 32 \| 64 or null \(default null\)/);
    expect(text).toContain("rungs: list of 4 to 6");
  });

  it("tells what each setting does", () => {
    expect(text).toContain("Depth of the B pyramid");
  });
});

describe.each([["proposal", proposalJsonSchema], ["analysis", analysisJsonSchema]] as const)("the strict schema of the %s", (_name, make) => {
  it("requires every property, allows no other, and uses no keyword outside the strict subset", () => {
    const allowed = new Set(["type", "description", "enum", "minimum", "maximum", "minItems", "maxItems", "properties", "required", "additionalProperties", "items", "anyOf"]);
    everyNode(make(), (schema) => {
      if (schema.type === "object") {
        expect(schema.required).toEqual(Object.keys(schema.properties as object));
        expect(schema.additionalProperties).toBe(false);
      }
      expect(Array.isArray(schema.type), "a list of types").toBe(false);
      if (typeof schema.type === "string") for (const keyword of Object.keys(schema)) expect(allowed).toContain(keyword);
    });
  });
});

describe("the reply schemas", () => {
  it("let the next plan be null", () => {
    const { properties } = analysisJsonSchema() as { properties: Record<string, { anyOf?: { type: string }[] }> };
    expect(properties.nextPlan?.anyOf?.map(({ type }) => type)).toEqual(["object", "null"]);
  });
});
