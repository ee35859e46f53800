import { describe, expect, it } from "vitest";
import { PlanSchema, type Plan } from "#lib/plan/schema.ts";
import { makePlan } from "../experiment.fixture.ts";
import { NEAR_TWIN, nearestTrial, nearTwinOf, type PastPlan } from "./near-twin.ts";

const av1 = (settings: Record<string, unknown> = {}): Plan => makePlan({ codec: "svt-av1", ...settings });
const with_ = (plan: Plan, change: Record<string, unknown>): Plan => PlanSchema.parse({ ...plan, ...change });
const row = (id: string, plan: Plan | null, status: PastPlan["status"] = "completed"): PastPlan => ({ id, plan, status, suiteId: "quick", reductionPercent: 20 });
const twin = (plan: Plan, ...rows: PastPlan[]): [string, number] | null => {
  const found = nearTwinOf(plan, rows);
  return found && [found.row.id, Number(found.distance.toFixed(3))];
};

describe("a near twin", () => {
  it.each<[string, Plan, Plan, number]>([
    ["other rungs", av1(), with_(av1(), { rungs: [20, 30, 40, 50].map((crf) => ({ crf })) }), 0],
    ["another seed of the network", with_(av1(), { restore: { kind: "cnn" } }), with_(av1(), { restore: { kind: "cnn", seed: 2 } }), 0],
    ["what the preset chooses anyway, pinned", makePlan({ codec: "x265", preset: "slow" }), makePlan({ codec: "x265", preset: "slow", refs: 4 }), 0],
    ["three frames more of look-ahead", av1(), av1({ lookahead: 63 }), 0.025],
    ["ten frames less between key frames", av1(), av1({ keyint: 240 }), 0.04],
  ])("differs in %s", (_what, known, plan, distance) => {
    expect(twin(plan, row("known", known))).toEqual(["known", distance]);
    expect(distance).toBeLessThanOrEqual(NEAR_TWIN);
  });

  it.each<[string, Plan, Plan]>([
    ["one step of a preset", av1(), av1({ preset: 5 })],
    ["one step of x265's presets", makePlan({ codec: "x265" }), makePlan({ codec: "x265", preset: "slow" })],
    ["a switch", av1(), av1({ temporalFilter: false })],
    ["a part", av1(), with_(av1(), { restore: { kind: "wiener" } })],
    ["what a part starts from", with_(av1(), { restore: { kind: "cnn" } }), with_(av1(), { restore: { kind: "cnn", before: "wiener" } })],
    ["half a point of denoising", with_(av1(), { transform: { denoise: { filter: "hqdn3d", strength: 1 } } }), with_(av1(), { transform: { denoise: { filter: "hqdn3d", strength: 1.5 } } })],
    ["a first trace of film grain, which is another track", av1(), av1({ filmGrain: 1 })],
    ["one level of the pyramid", av1(), av1({ hierarchicalLevels: 4 })],
  ])("is none that differs in %s", (_what, known, plan) => {
    expect(twin(plan, row("known", known))).toBeNull();
  });

  it("is the nearest, and of equals the newest", () => {
    expect(twin(av1(), row("new", av1({ lookahead: 62 })), row("nearer", av1({ lookahead: 61 })))?.[0]).toBe("nearer");
    expect(twin(av1(), row("new", av1()), row("old", av1()))).toEqual(["new", 0]);
  });

  it("may run or wait, but is none that failed, was cancelled or never had a plan", () => {
    expect(twin(av1(), row("failed", av1(), "failed"), row("cancelled", av1(), "cancelled"), row("planless", null))).toBeNull();
    expect(twin(av1(), row("failed", av1(), "failed"), row("waiting", av1(), "queued"))?.[0]).toBe("waiting");
  });
});

describe("the nearest past plan", () => {
  it("is told with its distance, however far", () => {
    expect(nearestTrial(av1(), [row("hevc", makePlan({ codec: "x265" })), row("slow", av1({ preset: 2 }))])).toMatchObject({ row: { id: "slow" }, distance: expect.closeTo(0.4, 9) as number });
    expect(nearestTrial(av1(), [])).toBeNull();
  });
});
