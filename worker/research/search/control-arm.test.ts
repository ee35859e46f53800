import { describe, expect, it } from "vitest";
import { PlanSchema, type Plan, type PlanInput } from "#lib/plan/schema.ts";
import { makePlan } from "../experiment.fixture.ts";
import { bestAfter, experimentsUntil, runArm, topPercent, type Entry } from "./control-arm.ts";
import { createRandom } from "./random.ts";

/** A grid over codecs, presets and parts, as the real table's. */
function grid(): Plan[] {
  const bases: Plan[] = [
    ...[2, 3, 4, 6, 8].flatMap((preset) => [0, 2].flatMap((aqMode) => [true, false].map((temporalFilter) => makePlan({ codec: "svt-av1", preset, aqMode, temporalFilter })))),
    ...["medium", "slow", "slower"].flatMap((preset) => [null, 8].map((bframes) => makePlan({ codec: "x265", preset, bframes }))),
    makePlan({ codec: "vp9", cpuUsed: 1, frameParallel: false }), makePlan({ codec: "x264", preset: "veryslow" }),
  ];
  const parts: Partial<PlanInput>[] = [
    {}, { restore: { kind: "wiener" } }, { restore: { kind: "wiener", classes: 16 } }, { restore: { kind: "cnn" } }, { predictor: { kind: "scene" } },
    { predictor: { kind: "scene" }, restore: { kind: "wiener" } }, { transform: { downscale: { factor: "3/4", kernel: "lanczos", upscaler: "lanczos" } }, restore: { kind: "cnn" } },
  ];
  return bases.flatMap((base) => parts.map((part) => PlanSchema.parse({ ...base, ...part })));
}

/** A made-up truth that contradicts the planner's beliefs in its signs, with settings that act together; its details vary by seed. */
function truth(seed: number): (plan: Plan) => number {
  const random = createRandom(seed + 100);
  const draw = (spread: number): number => (random() - 0.5) * 2 * spread;
  const [preset, aq, filter, wiener, cnn, scene, small, together] = [2 + draw(2), draw(2), draw(2), draw(5), draw(6), draw(15), draw(8), draw(4)];
  const level = { "svt-av1": 20 + draw(20), x265: 5 + draw(5), vp9: draw(15), x264: -30 + draw(15), none: -90 };
  return ({ base, restore, predictor, transform }) => {
    const av1 = base.codec === "svt-av1" ? (6 - base.preset) * preset! + (base.aqMode === 0 ? aq! : 0) + (base.temporalFilter ? 0 : filter!) : 0;
    const hevc = base.codec === "x265" ? ["medium", "slow", "slower"].indexOf(base.preset) * 2 + (base.bframes === 8 ? draw(0) + 0.7 : 0) : 0;
    const learned = restore?.kind === "cnn" ? cnn! : restore ? wiener! - (restore.kind === "wiener" && restore.classes === 16 ? 0.4 : 0) : 0;
    return level[base.codec] + av1 + hevc + learned + (predictor ? scene! : 0) + (transform ? small! : 0) + (predictor && restore ? together! : 0);
  };
}

const entriesOf = (seed: number): Entry[] => {
  const measure = truth(seed);
  return grid().map((plan) => ({ plan, reductionPercent: measure(plan) }));
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

describe("the control arm", () => {
  const seeds = [1, 2, 3];

  it("finds the best one percent of a made-up grid in at most a third of random search's experiments, in the median over truths", async () => {
    const counts = await Promise.all(seeds.map(async (seed) => {
      const entries = entriesOf(seed);
      const goal = topPercent(entries);
      const [planner, random] = await Promise.all([runArm("planner", entries, { seed, budget: 16 }), runArm("random", entries, { seed, budget: entries.length })]);
      return { planner: experimentsUntil(planner, goal) ?? 1000, random: experimentsUntil(random, goal) ?? 1000 };
    }));
    expect(median(counts.map(({ planner }) => planner))).toBeLessThanOrEqual(median(counts.map(({ random }) => random)) / 3);
  });

  it("gives every arm the same first plan, the same budget, and no plan twice", async () => {
    const entries = entriesOf(7);
    const [planner, random, fixed] = await Promise.all((["planner", "random", "grid"] as const).map((arm) => runArm(arm, entries, { seed: 3, budget: 14 })));
    expect([planner?.length, random?.length, fixed?.length]).toEqual([14, 14, 14]);
    expect(random?.[0]).toBe(planner?.[0]);
    expect(fixed?.[0]).toBe(planner?.[0]);
    expect(await runArm("planner", entries, { seed: 3, budget: 14 })).toEqual(planner);
  });

  it("counts the best so far and the experiments until a goal", () => {
    expect(bestAfter([3, 9, 4, 12], 3)).toBe(9);
    expect(experimentsUntil([3, 9, 4, 12], 9)).toBe(2);
    expect(experimentsUntil([3, 9], 12)).toBeNull();
    expect(topPercent(Array.from({ length: 250 }, (_, index) => ({ plan: makePlan({ codec: "vp9" }), reductionPercent: index })))).toBe(247);
  });
});
