import { describe, expect, it } from "vitest";
import { readFileSync } from "node:fs";
import { BaseSchema } from "../plan/base-settings.ts";
import { PlanSchema } from "../plan/schema.ts";
import { describePlanSpace } from "./describe-plan-space.ts";
import { PLAN_RULES } from "./plan-rules.ts";
import { analysisJsonSchema, inputJsonSchema, proposalJsonSchema, type JsonSchema } from "./reply-json-schema.ts";

function everyNode(node: unknown, visit: (schema: Record<string, unknown>) => void): void {
  if (Array.isArray(node)) return node.forEach((item) => everyNode(item, visit));
  if (node === null || typeof node !== "object") return;
  visit(node as Record<string, unknown>);
  Object.values(node).forEach((value) => everyNode(value, visit));
}

interface Leaf {
  path: string;
  schema: JsonSchema;
}

/** Every leaf of the schema with its path: plan/restore/wiener/taps. Variants are named by what tells them apart. */
function leavesOf(path: string, schema: JsonSchema, said?: string): Leaf[] {
  const description = said ?? schema.description;
  const variants = (schema.anyOf ?? schema.oneOf)?.flatMap((variant) => variant.anyOf ?? variant.oneOf ?? [variant]).filter(({ type }) => type !== "null");
  if (variants && variants.every(({ const: constant }) => constant !== undefined)) return [{ path, schema: { ...schema, description } }];
  if (variants?.length === 1 && variants[0]) return leavesOf(path, variants[0], description);
  if (variants) return variants.flatMap((variant) => leavesOf(`${path}/- ${String(variant.properties?.codec?.const ?? variant.properties?.kind?.const)}`, variant));
  if (schema.type === "object") return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => leavesOf(`${path}/${name}`, property));
  if (schema.type === "array") return [{ path, schema: { ...schema, description } }, ...leavesOf(`${path}/each`, schema.items ?? {}, description)];
  return [{ path, schema: { ...schema, description } }];
}

/** The lines of the text by their path, read back from the indentation. */
function linesByPath(text: string): Map<string, string> {
  const names: string[] = [];
  const found = new Map<string, string>();
  for (const line of text.split("\n")) {
    const match = /^( *)(- [a-z0-9-]+|[A-Za-z0-9]+): (.*)$/.exec(line);
    if (!match || line.startsWith("CRF scales")) break;
    const depth = (match[1] ?? "").length / 2;
    names.length = depth;
    names.push(match[2] ?? "");
    found.set(names.join("/"), match[3] ?? "");
  }
  return found;
}

describe("the plan space in the prompt", () => {
  it("has a line for every leaf of the plan's schema, with its bounds and what it does", () => {
    const said = linesByPath(describePlanSpace());
    const leaves = leavesOf("plan", inputJsonSchema(PlanSchema));
    expect(leaves.length).toBeGreaterThan(90);
    for (const { path, schema } of leaves) {
      const line = said.get(path) ?? "";
      expect(line, path).not.toBe("");
      const values = schema.enum ?? [...(schema.anyOf ?? []), schema].flatMap((variant) => variant.const ?? []);
      for (const value of values) expect(line, path).toContain(JSON.stringify(value));
      if (schema.enum === undefined && (schema.type === "integer" || schema.type === "number")) expect(line, path).toContain(`${schema.type} ${schema.minimum} to ${schema.maximum}`);
      if (schema.type === "array") expect(line, path).toContain(`${schema.minItems} to ${schema.maxItems}`);
      // A discriminator is its variant's name, and the variant says what it is; a list says what its entries are.
      if (schema.const === undefined && !path.endsWith("/each")) expect(line, path).toContain(` - ${schema.description ?? "a description is missing"}`);
    }
  });

  it("names every variant of a part by what tells it apart, and says what it is", () => {
    const said = linesByPath(describePlanSpace());
    for (const variant of ["base/- x265", "base/- svt-av1", "base/- vp9", "base/- x264", "base/- none", "restore/- wiener", "restore/- cnn"]) expect(said.get(`plan/${variant}`), variant).toMatch(/^object - .{10}/);
    for (const part of ["transform", "predictor", "adapt"]) expect(said.get(`plan/${part}`), part).toMatch(/^object or null \(default null\) - .{10}/);
    expect(describePlanSpace()).not.toMatch(/variant|any or null/);
  });

  it("says every rule between settings in words, and each rule refuses its example", () => {
    const text = describePlanSpace();
    const rules = (readFileSync(new URL("../plan/schema.ts", import.meta.url), "utf8").match(/addIssue\(/g) ?? []).length;
    expect(PLAN_RULES).toHaveLength(rules);
    const broken = PLAN_RULES.map((rule) => {
      expect(text).toContain(rule.text);
      const parsed = PlanSchema.safeParse(rule.breaks);
      expect(parsed.error?.issues.map(({ code }) => code), rule.text).toEqual(["custom"]);
      return parsed.error?.issues[0]?.message.replace(/\d+/g, "");
    });
    expect(new Set(broken).size).toBe(rules);
  });

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
  it("hold every part with its alternatives in one list, the predictor's list of layers among them", () => {
    const { properties } = proposalJsonSchema() as { properties: { plan: JsonSchema } };
    const part = (name: string): JsonSchema[] => properties.plan.properties?.[name]?.anyOf ?? [];
    const kinds = (name: string, by: string): unknown[] => part(name).map((variant) => variant.properties?.[by]?.enum?.[0] ?? variant.type);
    expect(kinds("restore", "kind")).toEqual(["wiener", "cnn", "null"]);
    expect(kinds("base", "codec")).toEqual(["x265", "svt-av1", "vp9", "x264", "none"]);
    expect(kinds("adapt", "kind")).toEqual(["shots", "null"]);
    const layers = part("predictor")[0]?.properties?.layers;
    expect(layers).toMatchObject({ type: "array", minItems: 1, items: { type: "string" } });
    expect(layers?.items?.enum).toContain("sprites");
  });

  it("let the next plan be null", () => {
    const { properties } = analysisJsonSchema() as { properties: Record<string, { anyOf?: { type: string }[] }> };
    expect(properties.nextPlan?.anyOf?.map(({ type }) => type)).toEqual(["object", "null"]);
  });
});
