import { describe, expect, it } from "vitest";
import { PlanSchema, type Plan } from "#lib/plan/schema.ts";
import { inputJsonSchema, type JsonSchema } from "#lib/research/reply-json-schema.ts";
import { makePlan } from "../experiment.fixture.ts";
import { DIMENSIONS } from "#lib/plan-space/dimensions.ts";
import { differingDimensions, pointOf } from "#lib/plan-space/point.ts";
import { distance, planOf, vectorOf } from "./space.ts";

const full: Plan = PlanSchema.parse({
  ...makePlan({ codec: "svt-av1", preset: 4, filmGrain: 3 }), transform: { denoise: { filter: "hqdn3d", strength: 2.5 } },
  predictor: { kind: "scene", layers: ["gradient", "noise"], plate: true }, adapt: { kind: "shots", rule: "complexity" }, restore: { kind: "cnn", channels: 12, learningRate: 0.003 },
});

const namesIn = (schema: JsonSchema): string[] => [
  ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [name, ...namesIn(property)]),
  ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(namesIn),
];

describe("the space of plans", () => {
  it("has a dimension for every setting of the schema but rungs, discriminators and seeds", () => {
    const { rungs: _rungs, ...properties } = inputJsonSchema(PlanSchema).properties ?? {};
    const covered = new Set(DIMENSIONS.flatMap(({ path }) => path));
    for (const name of namesIn({ properties })) if (!["kind", "codec", "seed"].includes(name)) expect(covered, name).toContain(name);
    expect(new Set(DIMENSIONS.map(({ name }) => name)).size).toBe(DIMENSIONS.length);
  });

  it("knows bounds, steps, choices and conditions", () => {
    const named = (name: string) => DIMENSIONS.find((dimension) => dimension.name === name);
    expect(named("base")).toMatchObject({ kind: "category", values: ["x265", "svt-av1", "vp9", "x264", "none"] });
    expect(named("base/svt-av1/preset")).toMatchObject({ kind: "number", min: 0, max: 10, step: 1, default: 6, condition: { name: "base", value: "svt-av1" } });
    expect(named("transform/denoise/strength")).toMatchObject({ kind: "number", step: 0.5, condition: { name: "transform/denoise", value: "on" } });
    expect(named("restore/wiener/classes")).toMatchObject({ kind: "category", values: [1, 4, 16, 64], ordered: true });
    expect(named("restore/cnn/learningRate")).toMatchObject({ kind: "number", step: 0 });
    expect(named("base/x265/bframes")).toMatchObject({ kind: "number", nullable: true, default: null });
    expect(named("predictor/layers/sprites")).toMatchObject({ kind: "category", role: "entry", values: [false, true] });
  });

  it("gives a plan back from its settings", () => {
    for (const plan of [full, makePlan({ codec: "x265", preset: "slow", bframes: 5 }), PlanSchema.parse({ ...full, base: { codec: "none" }, transform: null, adapt: null, rungs: makePlan({ codec: "svt-av1" }).rungs })]) {
      expect(planOf(pointOf(plan), plan)).toEqual(plan);
    }
  });

  it("makes no plan of settings that contradict each other", () => {
    expect(planOf(new Map(pointOf(makePlan({ codec: "vp9" }))).set("base", "none"), full)).toBeNull();
    const noLayers = new Map([...pointOf(full)].map(([name, value]) => [name, name.startsWith("predictor/layers") ? false : value]));
    expect(planOf(noLayers, full)).toBeNull();
  });

  it("measures distance per dimension, and none between plans that differ in rungs alone", () => {
    const plan = makePlan({ codec: "svt-av1" });
    const between = (other: Plan): number => distance(vectorOf(plan), vectorOf(other));
    expect(between({ ...plan, rungs: [20, 30, 40, 50].map((crf) => ({ crf })) })).toBe(0);
    expect(between(makePlan({ codec: "svt-av1", preset: 5 }))).toBeCloseTo(0.1);
    expect(between(PlanSchema.parse({ ...plan, restore: { kind: "wiener" } }))).toBe(1);
    expect(between(full)).toBeGreaterThan(3);
    expect(differingDimensions(plan, PlanSchema.parse({ ...plan, restore: { kind: "wiener", classes: 16 } })).map(({ name }) => name)).toEqual(["restore", "restore/wiener/classes"]);
  });

  it("takes a pinned setting for the preset's own where it is what the preset chooses", () => {
    expect(distance(vectorOf(makePlan({ codec: "x265", preset: "slow" })), vectorOf(makePlan({ codec: "x265", preset: "slow", refs: 4 })))).toBe(0);
  });
});
