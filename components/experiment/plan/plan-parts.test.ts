import { describe, expect, it } from "vitest";
import { planFields } from "#lib/format/plan-fields.ts";
import { PlanSchema } from "#lib/plan/schema.ts";
import { planParts as partsOf } from "./plan-parts.ts";

const planParts = (plan: Parameters<typeof partsOf>[0], applied: null) => partsOf(plan, applied, planFields());
const rungs = [20, 30, 40, 50].map((crf) => ({ crf }));

describe("the parts of a plan", () => {
  it("come in the order in which they act, each with all its settings", () => {
    const plan = PlanSchema.parse({
      transform: { denoise: { filter: "hqdn3d", strength: 2 } }, predictor: { kind: "scene", layers: ["waves"] }, base: { codec: "svt-av1" }, adapt: { kind: "shots" }, restore: { kind: "cnn", channels: 16 }, rungs,
    });
    const parts = planParts(plan, null);
    expect(parts.map(({ key }) => key)).toEqual(["denoise", "predictor", "base", "adapt", "restore"]);
    const changed = parts.flatMap(({ key, settings }) => settings.filter((setting) => setting.changed).map(({ field }) => `${key}.${field.name}`));
    expect(changed).toEqual(["predictor.layers", "restore.channels"]);
    expect(parts.every(({ applied }) => applied === null)).toBe(true);
  });

  it("are the codec alone for a plain plan, and a codec without settings for none", () => {
    expect(planParts(PlanSchema.parse({ base: { codec: "x265" }, rungs }), null).map(({ key }) => key)).toEqual(["base"]);
    const none = planParts(PlanSchema.parse({ base: { codec: "none" }, predictor: { kind: "scene" }, rungs }), null);
    expect(none.map(({ key, settings }) => [key, settings.length > 0])).toEqual([["predictor", true], ["base", false]]);
  });
});
