import { makeApplied } from "#worker/research/applied.fixture.ts";
import { makeExperiment, makePlan } from "#worker/research/experiment.fixture.ts";
import { madeUpHistory, planWith, truthOf } from "#worker/research/history.fixture.ts";
import { describe, expect, it } from "vitest";
import type { Experiment } from "../experiment/schema.ts";
import { emptyDocument } from "../knowledge/document.ts";
import { fold } from "../knowledge/fold.ts";
import { PlanSchema, type Plan } from "../plan/schema.ts";
import { encodeCostOf } from "./encode-cost.ts";
import { MOST_FRONT, MOST_NEWEST } from "./fold-insights.ts";
import { importanceOf } from "./importance.ts";
import type { Insights } from "./schema.ts";

const QUICK = { kind: "suite", suiteId: "quick" } as const;
const learnt = (past: readonly Experiment[]): Insights => past.reduce(fold, emptyDocument(QUICK)).insights!;
const CLIPS = ["meadow", "bridge", "plasma"];

/** A rung of each clip: 1.5 s encoding, 2.5 s trials, 4 s fitting and 8 s training against 1.2 s of the baseline. */
function withCosts(plan: Plan, cachedStreams = 0): Experiment {
  const applied = makeApplied(CLIPS.map((clipId) => ({ clipId, crf: 30 })));
  const rungs = applied.rungs.map((rung) => ({ ...rung, costs: rung.costs && { ...rung.costs, cachedStreams, streams: 2 } }));
  return makeExperiment({ id: "made", plan, change: { applied: { ...applied, rungs } } });
}
const scene = PlanSchema.parse({ ...makePlan({ codec: "svt-av1" }), predictor: { kind: "scene" } });

describe("what encoding took", () => {
  it("is all the work on a file against the baseline's time for a file", () => {
    const cost = encodeCostOf(withCosts(scene))!;
    expect(cost.ratio).toBeCloseTo(16 / 1.2, 9);
    expect(cost).toMatchObject({ secondsPerFile: 16, atLeast: false, cachedStreams: 0, streams: 6 });
  });

  it("is taken as it stands when kept streams come from the cache, which have the time of their first encoding", () => {
    expect(encodeCostOf(withCosts(makePlan({ codec: "svt-av1" }), 2))).toMatchObject({ atLeast: false, cachedStreams: 6 });
  });

  it("is a lower bound where trials may have come from the cache, or where an old record lacks parts of the work", () => {
    expect(encodeCostOf(withCosts(scene, 1))!.atLeast).toBe(true);
    const old = makeApplied(CLIPS.map((clipId) => ({ clipId })));
    expect(encodeCostOf(makeExperiment({ id: "old", plan: scene, change: { applied: { ...old, rungs: old.rungs.map((rung) => ({ ...rung, costs: null })) } } }))!.atLeast).toBe(true);
  });

  it("is unknown of what measured nothing", () => {
    expect(encodeCostOf(makeExperiment({ id: "failed", reduction: null }))).toBeNull();
    expect(encodeCostOf(makeExperiment({ id: "bare", change: { results: null } }))).toBeNull();
  });
});

describe("a suite's history at a glance", () => {
  it("counts each method's endings and keeps each new best with its place", () => {
    const past = [
      makeExperiment({ id: "plain", plan: planWith({}), reduction: 20 }),
      makeExperiment({ id: "failed", minute: 1, plan: planWith({ preset: 5 }), reduction: null, change: { status: "failed", verdict: "failed", results: null, headline: null } }),
      makeExperiment({ id: "filtered", minute: 2, plan: planWith({ wiener: true }), reduction: 25 }),
      makeExperiment({ id: "slower", minute: 3, plan: planWith({ preset: 3 }), reduction: 28 }),
      makeExperiment({ id: "worse", minute: 4, plan: planWith({ preset: 10 }), reduction: -4 }),
    ];
    const { methods, settled, newest, front } = learnt(past);
    expect(settled).toBe(5);
    expect(methods.map(({ method, settled: n, byVerdict }) => [method, n, byVerdict])).toEqual([["conventional", 4, { better: 2, failed: 1, worse: 1 }], ["neural", 1, { better: 1 }]]);
    expect(methods[0]?.steps.map(({ id, order, percent }) => [id, order, percent])).toEqual([["plain", 1, 20], ["slower", 4, 28]]);
    expect(newest.map(({ id }) => id)).toEqual(["worse", "slower", "filtered", "failed", "plain"]);
    // All of them took as long as the baseline: the smallest is the front.
    expect(front.map(({ id, encode }) => [id, encode?.ratio])).toEqual([["slower", 1]]);
  });

  it("keeps film grain, imported records, held-out clips and screened-out plans from leading", () => {
    const grain = makeExperiment({ id: "grain", plan: makePlan({ codec: "svt-av1", filmGrain: 8 }), reduction: 70 });
    const imported = makeExperiment({ id: "imported", reduction: 99, change: { origin: "imported", verdict: "unverified" } });
    const heldOut = makeExperiment({ id: "held", suiteId: "held-out", reduction: 80 });
    const screened = makeExperiment({ id: "screened", reduction: 60, change: { evaluation: { reached: "screen", screen: null, validation: null, champion: null, bits: { screen: 1, suite: 0, heldOut: 0 } } } });
    const { methods, newest, front, settled } = learnt([grain, imported, heldOut, screened]);
    expect(settled).toBe(2);
    expect(front).toEqual([]);
    expect(newest.map(({ id, track, reductionPercent }) => [id, track, reductionPercent])).toEqual([["screened", "fidelity", null], ["grain", "film-grain", 70]]);
    expect(methods.map(({ method, settled: n, steps }) => [method, n, steps.length])).toEqual([["conventional", 1, 0]]);
  });

  it("is bounded, and all suites together have none of it", () => {
    const past = madeUpHistory(260);
    const insights = learnt(past);
    expect(insights.settled).toBe(260);
    expect(insights.newest).toHaveLength(MOST_NEWEST);
    expect(insights.newest[0]?.order).toBe(260);
    expect(insights.front.length).toBeLessThanOrEqual(MOST_FRONT);
    // These records have no costs, so that what its restoration took is unknown.
    expect(insights.maybeFront[0]?.id).toBe("exp-best");
    expect(JSON.stringify(insights).length).toBeLessThan(150_000);
    expect(past.slice(0, 3).reduce(fold, emptyDocument({ kind: "all" })).insights).toBeNull();
  });
});

describe("the settings of plans", () => {
  const learn = (past: readonly Experiment[]) => {
    const { rows, knowledge } = past.reduce(fold, emptyDocument(QUICK));
    return importanceOf(rows, knowledge.effects);
  };

  it("are ranked by what they are worth, with the experiments and the measured pairs behind each", () => {
    // 1.5 points for each preset from 1 to 8, 3 for Wiener filters, 2 for aqMode 0 in a third of them; the look-ahead does nothing.
    const plans = Array.from({ length: 48 }, (_, index) => ({ preset: 1 + (index % 8), aqMode: Math.floor(index / 8) % 3, wiener: index >= 24, lookahead: index % 5 === 0 ? 40 : 60 }));
    const { settings, n, explained, measured } = learn(plans.map((plan, index) => makeExperiment({ id: `e${index}`, minute: index, plan: planWith(plan), reduction: truthOf(plan) })));
    expect(settings[0]).toMatchObject({ name: "base/svt-av1/preset", n, values: 8, changed: 42, levels: [1, 2, 3, 4, 5, 6, 7, 8] });
    // The newest experiment first: of 48, it had the last of eight presets.
    expect(settings[0]?.at.slice(0, 3)).toEqual([7, 6, 5]);
    expect(measured.map(({ id }) => id).slice(0, 3)).toEqual(["e47", "e46", "e45"]);
    expect(settings.map(({ name }) => name).indexOf("base/svt-av1/lookahead")).toBe(settings.length - 1);
    expect(settings.map(({ name }) => name)).not.toContain("base");
    expect(settings[0]?.effect?.n).toBeGreaterThan(0);
    expect(explained).toBeGreaterThan(0.5);
  });

  it("are not ranked from fewer than eight measured experiments, from plans that never differ, or from film grain", () => {
    expect(learn(Array.from({ length: 7 }, (_, index) => makeExperiment({ id: `e${index}`, plan: planWith({ preset: index }) })))).toMatchObject({ n: 7, explained: null, settings: [] });
    expect(learn(Array.from({ length: 9 }, (_, index) => makeExperiment({ id: `e${index}` })))).toMatchObject({ n: 9, settings: [] });
    expect(learn(Array.from({ length: 9 }, (_, index) => makeExperiment({ id: `e${index}`, plan: makePlan({ codec: "svt-av1", filmGrain: 1 + index }) })))).toMatchObject({ n: 0, settings: [] });
    expect(importanceOf([], [])).toMatchObject({ n: 0, errorPoints: null, settings: [] });
  });
});
