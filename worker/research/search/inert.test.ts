import { describe, expect, it } from "vitest";
import { PlanSchema, type Plan, type PlanInput } from "#lib/plan/schema.ts";
import type { DigestClip } from "#lib/research/digest-schema.ts";
import { makePlan } from "../experiment.fixture.ts";
import type { Trial } from "../planner/trials.ts";
import { inertIn } from "./inert.ts";

const bare = makePlan({ codec: "svt-av1" });
const withParts = (parts: Partial<PlanInput>, plan: Plan = bare): Plan => PlanSchema.parse({ ...plan, ...parts });
const trial = (plan: Plan, reduction: number, clips: Pick<DigestClip, "clipId" | "ti">[] = []): Trial =>
  ({ id: `t${reduction}`, suiteId: "quick", plan, outcome: "measured", reduction, runtimeMs: null, identicalTo: [], detail: { id: "x", why: null, verdictReason: null, parts: null, clips: clips as DigestClip[] } });

const scene = withParts({ predictor: { kind: "scene" } });
const shots = withParts({ adapt: { kind: "shots" } });

describe("a part that cannot act", () => {
  it("is known by the same result without it, whatever else the plan is made of", () => {
    const inert = inertIn([trial(bare, 30), trial(scene, 30)]);
    expect(inert(scene)).toBe(true);
    expect(inert(withParts({ predictor: { kind: "scene", precisionBits: 14, keyDistance: 8 }, restore: { kind: "wiener" } }))).toBe(true);
    expect(inert(bare)).toBe(false);
  });

  it("may act with settings that let it do more", () => {
    const inert = inertIn([trial(bare, 30), trial(scene, 30), trial(shots, 30)]);
    expect(inert(withParts({ predictor: { kind: "scene", plate: true } }))).toBe(false);
    expect(inert(withParts({ predictor: { kind: "scene", minDb: 26 } }))).toBe(false);
    expect(inert(withParts({ predictor: { kind: "scene", layers: ["plasma"] } }))).toBe(true);
    expect(inert(withParts({ adapt: { kind: "shots", rule: "complexity", strength: 3 } }))).toBe(true);
    expect(inert(withParts({ adapt: { kind: "shots", threshold: 4 } }))).toBe(false);
    expect(inert(withParts({ adapt: { kind: "shots", smallest: "1/2" } }))).toBe(false);
  });

  it("is none where results differ, or the plans differ in more", () => {
    expect(inertIn([trial(bare, 30), trial(scene, 30.01)])(scene)).toBe(false);
    expect(inertIn([trial(withParts({ restore: { kind: "wiener" } }), 30), trial(scene, 30)])(scene)).toBe(false);
  });

  it("is adaptation by shots on clips whose motion never peaks as a cut would make it", () => {
    const clips = (ti: number) => [{ clipId: "a", ti: 12 }, { clipId: "b", ti }];
    expect(inertIn([trial(bare, 30, clips(20))])(shots)).toBe(true);
    expect(inertIn([trial(bare, 30, clips(60))])(shots)).toBe(false);
    expect(inertIn([trial(bare, 30)])(shots)).toBe(false);
  });
});
