import { makeExperiment } from "#worker/research/experiment.fixture.ts";
import { describe, expect, it } from "vitest";
import type { Experiment } from "../experiment/schema.ts";
import { emptyDocument, KnowledgeDocumentSchema, type KnowledgeDocument } from "./document.ts";
import { fold, foldFinding } from "./fold.ts";
import { acrossSettings, spreadOf } from "./fold-effects.ts";
import { BEST_ID, madeUpHistory, planWith } from "#worker/research/history.fixture.ts";
import { BEST_TRIALS, MOST_EFFECTS, NEWEST_TRIALS } from "./limits.ts";
import { neverTried } from "./never-tried.ts";

const learnt = (past: readonly Experiment[], kind: "suite" | "all" = "suite"): KnowledgeDocument => past.reduce(fold, emptyDocument(kind === "all" ? { kind } : { kind, suiteId: "quick" }));
const measured = (id: string, settings: Parameters<typeof planWith>[0], reduction: number, minute = 0, suiteId = "quick") => makeExperiment({ id, minute, suiteId, plan: planWith(settings), reduction });

describe("what a setting did", () => {
  it("is the difference between experiments of one suite that differ in it alone, with its spread", () => {
    const past = [measured("a", { preset: 6 }, 20), measured("b", { preset: 3 }, 24, 1), measured("c", { preset: 6, aqMode: 0 }, 22, 2), measured("d", { preset: 3, aqMode: 0 }, 28, 3)];
    const { effects } = learnt(past).knowledge;
    const preset = effects.find(({ setting }) => setting === "preset")!;
    // From 3 to 6: 20 - 24 and 22 - 28.
    expect(preset).toMatchObject({ name: "base/svt-av1/preset", from: 3, to: 6, n: 2, mean: -5, min: -6, max: -4 });
    expect(spreadOf(preset)).toBeCloseTo(Math.SQRT2, 9);
    expect(preset.examples[0]).toEqual({ fromId: "d", toId: "c", points: -6 });
    expect(effects.find(({ setting }) => setting === "aqMode")).toMatchObject({ from: 0, to: 2, n: 2, mean: -3 });
    expect(effects).toHaveLength(2);
  });

  it("is the same whichever of the two ran first", () => {
    const [fast, slow] = [measured("fast", { preset: 6 }, 20), measured("slow", { preset: 3 }, 24)];
    const strip = (past: Experiment[]) => learnt(past).knowledge.effects.map(({ lastAt: _at, ...effect }) => effect);
    expect(strip([fast, slow])).toEqual(strip([slow, fast]));
  });

  it("is not taken from two settings at once, from other suites, from incomparable results, or from a plan held against itself", () => {
    expect(learnt([measured("a", { preset: 6 }, 20), measured("b", { preset: 3, aqMode: 0 }, 30, 1)]).knowledge.effects).toEqual([]);
    expect(learnt([measured("a", { preset: 6 }, 20), measured("b", { preset: 3 }, 30, 1, "full")], "all").knowledge.effects).toEqual([]);
    expect(learnt([measured("a", { preset: 6 }, 20), makeExperiment({ id: "b", plan: planWith({ preset: 3 }), reduction: null })]).knowledge.effects).toEqual([]);
  });

  it("of a number with many values is told by quarters of its range", () => {
    const past = [0, 20, 50, 100].map((lookahead, index) => measured(`exp-${index}`, { lookahead }, 20 + lookahead / 10, index));
    const { effects } = learnt(past).knowledge;
    expect(acrossSettings(effects).map(({ from, to, n, mean }) => [from, to, n, mean])).toEqual([["0–30", "90–120", 2, 9], ["0–30", "30–60", 2, 4], ["30–60", "90–120", 1, 5]]);
  });

  it("is bounded, and no setting crowds out the others", () => {
    const presets = Array.from({ length: 11 }, (_, preset) => [0, 1, 2].map((aqMode) => measured(`exp-${preset}-${aqMode}`, { preset, aqMode }, 30 - preset - aqMode, preset))).flat();
    const { effects } = learnt([...presets, ...Array.from({ length: 25 }, (_, index) => measured(`look-${index}`, { lookahead: index * 5, wiener: index % 2 === 0 }, 25, 20 + index))]).knowledge;
    expect(effects.length).toBeLessThanOrEqual(MOST_EFFECTS);
    expect(new Set(acrossSettings(effects).slice(0, 4).map(({ setting }) => setting)).size).toBe(4);
  });
});

describe("the best", () => {
  it("is known by method, by family and by class of clip, each with its experiment", () => {
    const { methods, families, classes, clips, shape } = learnt([measured("plain", { preset: 4 }, 23), measured("filtered", { wiener: true }, 30, 1), measured("worse", { preset: 10 }, -3, 2)]).knowledge;
    expect(methods.map(({ method, n, best }) => [method, n, best?.id])).toEqual([["conventional", 2, "plain"], ["neural", 1, "filtered"]]);
    expect(families.map(({ title, best }) => [title, best?.reductionPercent])).toEqual([["SVT-AV1", 23], ["SVT-AV1 + Wiener", 30]]);
    expect(classes.map(({ si, ti, n, clips: of, best }) => [si, ti, n, of, best.id, best.reductionPercent])).toEqual([
      [[30, 60], [5, 15], 6, ["bridge", "meadow"], "filtered", 34], [[60, 90], [15, 30], 3, ["plasma"], "filtered", 26],
    ]);
    expect(clips.find(({ clipId }) => clipId === "plasma")).toMatchObject({ si: 62, ti: 18, n: 3, best: { id: "filtered", reductionPercent: 26 } });
    expect(shape).toMatchObject({ id: "filtered", clips: [{ clipId: "meadow", reductionPercent: 34 }, {}, {}] });
    expect(shape?.clips[0]?.points).toHaveLength(5);
  });

  it("is neither inconclusive nor of the film-grain track", () => {
    const grain = makeExperiment({ id: "grain", reduction: 70, plan: { ...planWith({}), base: { ...planWith({}).base, filmGrain: 8 } as never } });
    const open = makeExperiment({ id: "open", reduction: 1, plan: planWith({}), change: { verdict: "inconclusive" } });
    const { methods, shape } = learnt([grain, open]).knowledge;
    expect(methods.every(({ best }) => best === null)).toBe(true);
    expect(shape).toBeNull();
  });
});

describe("what led nowhere", () => {
  it("is kept with its reason: worse, stopped at screening, incomparable, identical", () => {
    const screen = { clipId: "meadow", clipTitle: "Meadow", rungs: [], outcome: "hopeless" as const, reason: "both rungs need twice the baseline's rate" };
    const past = [
      makeExperiment({ id: "worse", reduction: -12, change: { verdictReason: "12 % larger" } }),
      makeExperiment({ id: "hopeless", minute: 1, reduction: null, change: { verdict: "worse", results: null, evaluation: { reached: "screen", screen, validation: null, champion: null, bits: { screen: 1, suite: 0, heldOut: 0 } } } }),
      makeExperiment({ id: "apart", minute: 2, reduction: null, change: { verdictReason: "no common quality" } }),
      makeExperiment({ id: "same", minute: 3, change: { identicalTo: ["worse"] } }),
    ];
    expect(learnt(past).knowledge.deadEnds.map(({ id, kind, reason }) => [id, kind, reason])).toEqual([
      ["same", "identical", "every bitstream is the same as in worse: what the plan changed changed nothing"],
      ["apart", "incomparable", "no common quality"], ["hopeless", "hopeless", "both rungs need twice the baseline's rate"], ["worse", "worse", "12 % larger"],
    ]);
  });

  it("is counted by stage and reason where it failed, with the newest tail of what the tool said", () => {
    const failed = (id: string, minute: number, code: number) => makeExperiment({ id, minute, reduction: null, change: { status: "failed", verdict: "failed", failure: { stage: "encode", reason: `the encoder ended with code ${code}`, detail: `${"x".repeat(5000)} line ${id}` } } });
    const { failures, tried } = learnt([failed("a", 0, 134), failed("b", 1, 139)]).knowledge;
    expect(failures).toMatchObject([{ stage: "encode", count: 2, newest: [{ id: "b", count: 2, reason: "the encoder ended with code 139" }] }]);
    expect(failures[0]?.newest[0]?.tail).toMatch(/ line b$/);
    expect(failures[0]?.newest[0]?.tail?.length).toBe(600);
    // It was not measured, so nothing was tried by it.
    expect(tried).toEqual({});
  });
});

describe("what was never tried", () => {
  it("is the space less what completed experiments had, parts first", () => {
    const missing = neverTried(learnt([measured("a", { preset: 6 }, 20), measured("b", { preset: 3, wiener: true }, 24, 1)]).knowledge);
    expect(missing.find(({ name }) => name === "base")).toMatchObject({ kind: "part", tried: "svt-av1", never: "x265, vp9, x264, none" });
    expect(missing.find(({ name }) => name === "restore")).toMatchObject({ never: "cnn" });
    expect(missing.find(({ name }) => name === "base/svt-av1/preset")).toMatchObject({ tried: "3, 6", never: "0, 1, 2, 4, 5, 7, 8, 9, 10" });
    expect(missing.find(({ name }) => name === "base/svt-av1/lookahead")).toMatchObject({ tried: "60", never: "below 60 (down to 0) and above 60 (up to 120)" });
    expect(missing.some(({ name }) => name.startsWith("base/x265/") || name.startsWith("restore/cnn/"))).toBe(false);
    expect(missing.findIndex(({ kind }) => kind === "setting")).toBeGreaterThan(missing.findLastIndex(({ kind }) => kind === "part"));
  });

  it("is nothing to speak of before the first experiment", () => {
    expect(neverTried(learnt([]).knowledge)).toEqual([]);
  });
});

describe("a document", () => {
  it("has a largest size, and never forgets the best", () => {
    const bytes = (count: number) => {
      const document = learnt(madeUpHistory(count));
      expect(document.rows.length).toBeLessThanOrEqual(NEWEST_TRIALS.suite + BEST_TRIALS.suite);
      expect(document.rows.some(({ id }) => id === BEST_ID)).toBe(true);
      expect(document.knowledge.shape?.id).toBe(BEST_ID);
      expect(KnowledgeDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
      return JSON.stringify(document).length;
    };
    const [some, many] = [bytes(500), bytes(1000)];
    expect(many / some).toBeLessThan(1.1);
    expect(many).toBeLessThan(2_000_000);
  });

  it("is the same in whatever portions the history comes", () => {
    const past = madeUpHistory(120);
    const portions = [past.slice(0, 1), past.slice(1, 50), past.slice(50)].reduce((document, portion) => KnowledgeDocumentSchema.parse(JSON.parse(JSON.stringify(portion.reduce(fold, document)))), emptyDocument({ kind: "suite", suiteId: "quick" }));
    expect(portions).toEqual(learnt(past));
  });

  it("counts imported and unverified records as history and learns nothing else from them", () => {
    const old = Array.from({ length: 3 }, (_, index) => makeExperiment({ id: `old-${index}`, plan: null, reduction: null, change: { origin: "imported", verdict: "unverified", resultDigest: "same", headline: { reductionPercent: null, claimedReductionPercent: -50.4, bdRatePercent: null, bitrateKbps: 1, baselineKbps: 1, psnrYuvDb: null, clips: 1, clampedClips: 0, interval: null } } }));
    const { knowledge, rows } = learnt(old);
    expect(knowledge.history).toEqual({ count: 3, groups: [{ digest: "same", n: 3 }], claimedPercent: [-50.4], ids: ["old-2", "old-1", "old-0"] });
    expect({ ...knowledge, history: null }).toEqual({ ...learnt([]).knowledge, history: null });
    expect(rows).toEqual([]);
  });

  it("passes over the held-out suite and what has not ended", () => {
    const open = makeExperiment({ id: "open", change: { status: "running", verdict: null } });
    expect(learnt([makeExperiment({ id: "secret", suiteId: "held-out" }), open])).toEqual(learnt([]));
  });

  it("takes a finding that came later", () => {
    const document = learnt([measured("a", {}, 20)]);
    expect(foldFinding(document, { id: "a", finding: "It paid. ".repeat(100) }).rows[0]?.finding).toHaveLength(240);
  });
});
