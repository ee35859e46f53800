import { describe, expect, it } from "vitest";
import { BaseSchema, CRF_RANGE } from "./base-settings.ts";
import { familyOf } from "./family.ts";
import { PlanSchema, type Plan, type PlanInput } from "./schema.ts";

const planOf = (base: { codec: "svt-av1" | "x265" } & Record<string, unknown>, parts: Partial<PlanInput> = {}): Plan =>
  PlanSchema.parse({ ...parts, base: BaseSchema.parse(base), rungs: CRF_RANGE[base.codec].ladder.map((crf) => ({ crf })) });

describe("the family of a plan", () => {
  it("is its codec alone when nothing is around it", () => {
    expect(familyOf(planOf({ codec: "x265" }))).toEqual({ id: "x265", title: "x265" });
  });

  it("names the kinds of parts and none of their settings", () => {
    const one = planOf({ codec: "svt-av1", preset: 6 }, { restore: { kind: "wiener" }, adapt: { kind: "shots" } });
    const other = planOf({ codec: "svt-av1", preset: 2, aqMode: 0 }, { restore: { kind: "wiener", classes: 16 }, adapt: { kind: "shots", rule: "complexity" } });
    expect(familyOf(one)).toEqual({ id: "svt-av1 + shots + wiener", title: "SVT-AV1 + shots + Wiener" });
    expect(familyOf(other)).toEqual(familyOf(one));
  });

  it("tells a network from a network after Wiener filters", () => {
    const network = (before: "nothing" | "wiener"): string => familyOf(planOf({ codec: "svt-av1" }, { restore: { kind: "cnn", before } })).title;
    expect([network("nothing"), network("wiener")]).toEqual(["SVT-AV1 + CNN", "SVT-AV1 + Wiener + CNN"]);
  });

  it("names the steps before coding and film grain", () => {
    const plan = planOf({ codec: "svt-av1", filmGrain: 4 }, { transform: { denoise: { filter: "hqdn3d", strength: 2 }, downscale: { factor: "3/4", kernel: "lanczos", upscaler: "lanczos" } }, predictor: { kind: "scene" } });
    expect(familyOf(plan).id).toBe("svt-av1 + downscale + denoise + film grain + scene");
  });
});
