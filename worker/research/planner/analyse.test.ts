import { describe, expect, it } from "vitest";
import type { Experiment } from "#lib/experiment/schema.ts";
import { checkNumbers } from "#lib/research/check-numbers.ts";
import { factsOf } from "#lib/research/facts-of.ts";
import { clipResult, makeExperiment, makePlan, summaryOf } from "../experiment.fixture.ts";
import { summarise, withExperiment } from "#lib/research/summarise.ts";
import { writeAnalysis } from "./analyse.ts";
import { suggest } from "./suggest.ts";

const options = { budget: { runtimeMs: 900_000 }, isTaken: () => Promise.resolve(null) };

async function analysisOf(experiment: Experiment, past: readonly Experiment[] = []) {
  const digest = withExperiment(summarise({ suiteId: "quick", rows: past.map(summaryOf), details: past, olderExist: false }), experiment);
  return writeAnalysis(experiment, digest, await suggest(digest, options));
}

describe("the planner's analysis", () => {
  it("states the result with the direction in words, the prediction, and the range over the clips", async () => {
    const { finding } = await analysisOf(makeExperiment({ id: "now", reduction: -12.5 }));
    expect(finding).toContain("12.5 % larger than the HEVC baseline (worse), mean over 3 clips");
    expect(finding).toContain("Predicted was 25.0 % smaller.");
    expect(finding).toContain("from meadow (8.5 % larger) to plasma (16.5 % larger)");
  });

  it("argues from the nearest earlier experiment and from what tells the clips apart", async () => {
    const before = makeExperiment({ id: "before", reduction: 20 });
    const now = makeExperiment({ id: "now", minute: 1, plan: makePlan({ codec: "svt-av1", preset: 4 }), reduction: 24 });
    const { rootCause } = await analysisOf(now, [before]);
    expect(rootCause).toContain("before, differs in preset from 6 to 4 and came out 20.0 % smaller against 24.0 % smaller here: the change helped");
    expect(rootCause).toContain("plasma gains least beside meadow: it has more spatial detail (SI 62.0 against 30.0) and more motion (TI 18.0 against 5.0)");
  });

  it("names settings that give up PSNR, clamped comparisons and identical bitstreams", async () => {
    const clip = clipResult("bridge", 10);
    const clamped = { ...clip, reduction: { ...clip.reduction, clamped: "high" as const } } as typeof clip;
    const now = makeExperiment({ id: "now", plan: makePlan({ codec: "svt-av1", tune: "vq", filmGrain: 8 }), reduction: 10, change: { results: { clips: [clamped], notMeasured: {} }, identicalTo: ["twin"] } });
    const { rootCause } = await analysisOf(now);
    expect(rootCause).toContain("tune vq, film-grain synthesis");
    expect(rootCause).toContain("On bridge the baseline point lay outside");
    expect(rootCause).toContain("byte-identical to those of twin");
  });

  it("finds nothing in an unverified record", async () => {
    const headline = { reductionPercent: null, claimedReductionPercent: -50.38184, bdRatePercent: null, bitrateKbps: 15038.184, baselineKbps: 10000, psnrYuvDb: null, clips: 1, clampedClips: 0, interval: null };
    const { finding } = await analysisOf(makeExperiment({ id: "old", plan: null, reduction: null, change: { origin: "imported", verdict: "unverified", headline, identicalTo: ["a", "b"] } }));
    expect(finding).toContain("claims a bitstream 50.4 % larger than its baseline, but its quality was never measured here");
    expect(finding).toContain("2 other records have exactly the same result");
  });

  it("says why there is no number, and suggests rungs that give one", async () => {
    const clip = clipResult("bridge", 20);
    const short = { ...clip, points: clip.points.map((point) => ({ ...point, psnrYuv: (point.psnrYuv ?? 0) - 6 })), reduction: { status: "incomparable" as const, code: "quality-not-reached", reason: "the candidate never reaches the baseline point's quality", baselineKbps: 889, qualityDb: 43.1 } };
    const analysis = await analysisOf(makeExperiment({ id: "now", reduction: null, change: { results: { clips: [short], notMeasured: {} } } }));
    expect(analysis.finding).toContain("No comparison on bridge: the candidate never reaches");
    expect(analysis.nextPlan?.rungs[0]?.crf).toBeLessThan(22);
  });

  it("states no number that the record does not hold, in twelve experiments in a row", async () => {
    const past: Experiment[] = [];
    for (let index = 0; index < 12; index += 1) {
      const digest = summarise({ suiteId: "quick", rows: past.map(summaryOf), details: past, olderExist: false });
      const suggestion = await suggest(digest, options);
      const proposal = suggestion?.proposal;
      const experiment = makeExperiment({
        id: `exp-${index}`, minute: index, plan: proposal?.plan ?? null, reduction: 17.3 + (index % 5) * 1.7,
        change: { hypothesis: proposal?.hypothesis ?? null, why: proposal?.why ?? null, expected: proposal?.expected ?? null },
      });
      const analysis = await analysisOf(experiment, past);
      const facts = factsOf(experiment, past.map(summaryOf), analysis.nextPlan);
      for (const prose of [experiment.hypothesis ?? "", experiment.why ?? "", analysis.finding, analysis.rootCause, analysis.nextIdea]) {
        expect(checkNumbers(prose, facts).segments.filter(({ kind }) => kind === "unmatched").map(({ text }) => `${text} in ${prose}`)).toEqual([]);
      }
      past.push(experiment);
    }
  });
});
