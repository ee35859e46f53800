import { expect, it } from "vitest";
import { checkProse } from "#lib/research/check-prose.ts";
import { proseRecordOf } from "#lib/research/prose-record.ts";
import { summarise, withExperiment } from "#lib/research/summarise.ts";
import { clipResult, makeExperiment, makePlan, summaryOf } from "../experiment.fixture.ts";
import { writeAnalysis } from "./analyse.ts";

const [first, second] = clipResult("meadow", -40).points.slice(2, 4);
const SCREEN = { clipId: "meadow", clipTitle: "Meadow", rungs: [{ point: first!, reductionPercent: -48.23 }, { point: second!, reductionPercent: -31.9 }], outcome: "hopeless" as const, reason: "both lose" };
const EMPTY = { reductionPercent: null, claimedReductionPercent: null, bdRatePercent: null, bitrateKbps: null, baselineKbps: null, psnrYuvDb: null, clips: 0, clampedClips: 0, interval: null };

const stopped = makeExperiment({
  id: "exp-now111", minute: 1, plan: makePlan({ codec: "x264", preset: "ultrafast" }), reduction: null,
  change: { verdict: "worse", verdictReason: "Stopped at the screening: both lose", headline: EMPTY, results: null, evaluation: { reached: "screen", screen: SCREEN, validation: null, champion: null, bits: { screen: 1, suite: 0, heldOut: 0 } } },
});

it("finds of a plan that the screening ended what two rungs said, and nothing of the suite; every number is on record", () => {
  const before = makeExperiment({ id: "exp-before1", reduction: 20 });
  const digest = withExperiment(summarise({ suiteId: "quick", rows: [summaryOf(before)], details: [before], olderExist: false }), stopped);
  const { finding, rootCause } = writeAnalysis(stopped, digest, null);
  expect(finding).toBe("The plan was stopped at the screening, so the suite was not measured. On meadow, at CRF 40 the bitstream came out 48.2 % larger than the HEVC baseline at equal PSNR-YUV, and at CRF 50 the bitstream came out 31.9 % larger than the HEVC baseline at equal PSNR-YUV. Predicted was 25.0 % smaller.");
  expect(rootCause).toMatch(/^Two rungs on one clip tell that the plan loses and not why/);
  for (const prose of [finding, rootCause]) {
    const { segments, contradictions } = checkProse(prose, proseRecordOf(stopped, [before]));
    expect([prose, segments.filter(({ kind }) => kind === "unmatched"), contradictions]).toEqual([prose, [], []]);
  }
});

it("marks what the screening did not measure, and a regression that is told as a gain", () => {
  const check = (prose: string) => checkProse(prose, proseRecordOf(stopped, []));
  expect(check("On meadow it is 48.2 % larger at CRF 40, beyond the 35 % from which the screening ends a plan.").unmatched).toBe(0);
  expect(check("On meadow it is 47.2 % larger at CRF 40.").unmatched).toBe(1);
  const told = check("On meadow it is 48.2 % smaller at CRF 40.");
  expect(told.unmatched + told.contradictions.length).toBeGreaterThan(0);
});
