import { describe, expect, it } from "vitest";
import type { Experiment } from "#lib/experiment/schema.ts";
import { METHODS, methodOf } from "#lib/plan/method.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { makeExperiment, summaryOf } from "../experiment.fixture.ts";
import { chooseDetails, summarise } from "#lib/research/summarise.ts";
import { suggest } from "./suggest.ts";

const options = { budget: { runtimeMs: 15 * 60_000 }, isTaken: () => Promise.resolve(null) };

async function simulate(count: number, truth: (plan: Plan) => number, change: (made: Experiment) => Experiment = (made) => made): Promise<Experiment[]> {
  const past: Experiment[] = [];
  for (let index = 0; index < count; index += 1) {
    const rows = past.map(summaryOf);
    const wanted = chooseDetails({ suiteId: "quick", rows });
    const digest = summarise({ suiteId: "quick", rows, details: past.filter(({ id }) => wanted.includes(id)), olderExist: false });
    const suggestion = await suggest(digest, options);
    if (!suggestion) throw new Error("the planner had nothing left to suggest");
    const { plan, hypothesis, why } = suggestion.proposal;
    past.push(change(makeExperiment({ id: `exp-${index}`, minute: index, plan, reduction: truth(plan), change: { hypothesis, why } })));
  }
  return past;
}

const codecs = { "svt-av1": 24, vp9: 3, x265: 5, x264: -38, none: -100 };

/** Clips of one kind, and with a cut in one of them. */
const clipsOfKind = (kind: "scene" | "film", ti: number) => (made: Experiment): Experiment => ({
  ...made,
  results: made.results && { ...made.results, clips: made.results.clips.map((result) => ({ ...result, clip: { ...result.clip, kind, ti } })) },
});

describe("exploring the methods", () => {
  it("measures all four methods within eight experiments, whichever of them wins", async () => {
    const truths: ((plan: Plan) => number)[] = [
      ({ base }) => codecs[base.codec],
      ({ base, restore }) => codecs[base.codec] + (restore ? 6 : 0),
      ({ base, predictor }) => codecs[base.codec] + (predictor ? 40 : 0),
      ({ base, predictor, restore }) => codecs[base.codec] - (predictor || restore ? 3 : 0),
    ];
    for (const truth of truths) {
      const past = await simulate(8, truth);
      expect(new Set(past.map(({ plan }) => plan && methodOf(plan)))).toEqual(new Set(METHODS));
    }
  });

  it("adds parts to the best base and changes nothing else", async () => {
    const past = await simulate(7, ({ base, restore }) => codecs[base.codec] + (restore ? 6 : 0));
    const neural = past.find(({ plan }) => plan && methodOf(plan) === "neural");
    expect(neural?.plan?.base).toMatchObject({ codec: "svt-av1", preset: 6 });
    expect(neural?.plan?.restore?.kind).toBe("wiener");
    expect(neural?.why).toContain("exp-0");
  });

  it("joins in the hybrid what earned its place alone", async () => {
    const past = await simulate(8, ({ base, predictor, restore }) => codecs[base.codec] + (predictor ? 30 : 0) + (restore ? 4 : 0));
    const hybrid = past.find(({ plan }) => plan && methodOf(plan) === "hybrid");
    expect(hybrid?.plan).toMatchObject({ predictor: { kind: "scene" }, restore: { kind: "wiener" } });
  });

  it("expects much of scene programs on generated clips only, and adapts by shots where the motion peaks like a cut", async () => {
    const truth = ({ base }: Plan): number => codecs[base.codec];
    const [scenes, films] = await Promise.all([simulate(10, truth, clipsOfKind("scene", 60)), simulate(10, truth, clipsOfKind("film", 8))]);
    const procedural = (past: Experiment[]) => past.find(({ plan }) => plan && methodOf(plan) === "procedural");
    expect(procedural(scenes)?.hypothesis).toContain("generated clips");
    expect(procedural(films)?.hypothesis).not.toContain("generated clips");
    expect(scenes.some(({ plan }) => plan?.adapt)).toBe(true);
    expect(films.some(({ plan }) => plan?.adapt)).toBe(false);
  });
});
