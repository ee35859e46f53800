import { describe, expect, it } from "vitest";
import { PlanSchema, type Plan } from "#lib/plan/schema.ts";
import { checkNumbers } from "#lib/research/check-numbers.ts";
import { factsOf } from "#lib/research/facts-of.ts";
import { makeExperiment, makePlan, summaryOf } from "../experiment.fixture.ts";
import type { Trial } from "../planner/trials.ts";
import { cross, neighboursOf, stepFrom } from "./neighbours.ts";
import { rankPlans } from "./propose.ts";
import { createRandom } from "./random.ts";
import { search } from "./search.ts";
import { differingDimensions } from "#lib/plan-space/point.ts";
import { distance, vectorOf } from "./space.ts";

const trial = (id: string, plan: Plan, reduction: number | null): Trial =>
  ({ id, suiteId: "quick", plan, outcome: reduction === null ? "failed" : "measured", reduction, runtimeMs: 60_000, identicalTo: [], detail: null });
const av1 = (settings: Record<string, unknown> = {}): Plan => makePlan({ codec: "svt-av1", ...settings });
const withRestore = (plan: Plan): Plan => PlanSchema.parse({ ...plan, restore: { kind: "wiener" } });

const past: Trial[] = [
  trial("plain", av1(), 24), trial("slow", av1({ preset: 4 }), 31), trial("wiener", withRestore(av1()), 29), trial("hevc", makePlan({ codec: "x265", preset: "slow" }), 6),
  trial("grain", av1({ filmGrain: 10 }), 9), trial("old", makePlan({ codec: "x264" }), -40),
];
const input = { here: past, elsewhere: [], runtimeMs: 15 * 60_000 };

describe("neighbours of a plan", () => {
  it("differ in one setting, or in one part with its settings at their defaults", () => {
    const plan = withRestore(av1());
    const near = neighboursOf(plan, createRandom(1));
    expect(near.length).toBeGreaterThan(45);
    for (const other of near) expect(differingDimensions(plan, other).length, JSON.stringify(other)).toBeLessThanOrEqual(plan.base.codec === other.base.codec ? 1 : 2);
    for (const kind of ["cnn", undefined]) expect(near.some((other) => other.restore?.kind === kind)).toBe(true);
    expect(near.some((other) => other.adapt) && near.some((other) => other.predictor) && near.some((other) => other.transform?.downscale)).toBe(true);
  });

  it("stay inside the schema after any number of random steps and crossings", () => {
    const random = createRandom(7);
    let [a, b]: Plan[] = [av1(), makePlan({ codec: "x265" })];
    for (let step = 0; step < 200; step += 1) {
      a = stepFrom(a!, 3, random) ?? a;
      b = cross(a!, b!, random) ?? b;
      expect(PlanSchema.safeParse(a).success && PlanSchema.safeParse(b).success).toBe(true);
    }
  });

  it("crossed, take each part whole from one of the two", () => {
    const [a, b] = [withRestore(av1({ preset: 4 })), PlanSchema.parse({ ...av1(), predictor: { kind: "scene", maxLayers: 2 } })];
    const random = createRandom(3);
    const crossed = Array.from({ length: 40 }, () => cross(a, b, random)).flatMap((plan) => plan ?? []);
    expect(crossed.some((plan) => plan.restore && plan.predictor?.maxLayers === 2 && plan.base.codec === "svt-av1" && plan.base.preset === 4)).toBe(true);
    for (const plan of crossed) expect([undefined, 2]).toContain(plan.predictor?.maxLayers);
  });
});

describe("proposing by expected improvement", () => {
  it("joins what helped apart, and leaves alone what hurt", () => {
    const best = rankPlans(input).slice(0, 10).map(({ plan }) => plan);
    expect(best.some((plan) => plan.restore?.kind === "wiener" && plan.base.codec === "svt-av1" && plan.base.preset <= 4)).toBe(true);
    for (const plan of best) expect(plan.base.codec === "svt-av1" ? plan.base.filmGrain : 99).toBeLessThan(5);
  });

  it("needs four measured plans, and is the same for the same history and seed", () => {
    expect(rankPlans({ ...input, here: past.slice(0, 3) })).toEqual([]);
    expect(rankPlans({ ...input, seed: 5 })).toEqual(rankPlans({ ...input, seed: 5 }));
  });

  it("proposes no plan that was run, none that differs from it in rungs alone, and none that would not end in time", () => {
    for (const { plan } of rankPlans(input)) for (const { plan: known } of past) expect(distance(vectorOf(plan), vectorOf(known)) > 0 || JSON.stringify(plan.base) !== JSON.stringify(known.base)).toBe(true);
    const hasty = rankPlans({ ...input, runtimeMs: 90_000 }).map(({ plan }) => plan);
    expect(hasty.every((plan) => plan.base.codec !== "svt-av1" || plan.base.preset > 2)).toBe(true);
  });

  it("stays away from what failed, for a while", () => {
    const failing = withRestore(av1({ preset: 4 }));
    const rank = (here: Trial[]): number => rankPlans({ ...input, here, pool: [withRestore(av1({ preset: 3 })), av1({ preset: 3, aqMode: 0 })] }).findIndex(({ plan }) => plan.restore !== null);
    expect(rank(past)).toBe(0);
    expect(rank([trial("broken", failing, null), ...past])).toBe(0);
    expect(rank([...Array.from({ length: 3 }, (_, index) => trial(`broken-${index}`, { ...failing, base: { ...failing.base, ...(index > 0 ? { aqMode: index - 1 } : {}) } } as Plan, null)), trial("broken-too", withRestore(av1({ preset: 3 })), null), ...past])).not.toBe(0);
  });

  it("takes only plans of the pool when there is one", () => {
    const pool = [av1({ preset: 8 }), withRestore(av1({ preset: 4 }))];
    expect(rankPlans({ ...input, pool }).map(({ plan }) => plan)).toEqual([pool[1], pool[0]]);
  });
});

describe("the search's prose", () => {
  const candidates = [...search(input)].slice(0, 60);

  it("says what changes against which experiment, and the measured facts that led there", () => {
    expect(candidates[0]?.hypothesis).toMatch(/^Starting from (slow|wiener), changing /);
    const told = candidates.map(({ why }) => why).join("\n");
    expect(/the best with preset at 4 \(the nearest to [123]\) is slow, 31.0 % smaller/.test(told)).toBe(true);
    for (const { why, expected } of candidates) {
      expect(why).toContain("plain");
      expect(expected.confidence).toBeGreaterThan(0.5);
    }
  });

  it("states no number that the record does not hold", () => {
    const rows = past.map(({ id, plan, reduction }) => summaryOf(makeExperiment({ id, plan, reduction })));
    for (const { plan, hypothesis, why, idea, expected } of candidates) {
      const facts = factsOf(makeExperiment({ id: "next", plan, change: { expected } }), rows);
      for (const prose of [hypothesis, why, idea]) expect(checkNumbers(prose, facts).segments.filter(({ kind }) => kind === "unmatched").map(({ text }) => `${text} in ${prose}`)).toEqual([]);
    }
  });
});
