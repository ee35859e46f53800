import { describe, expect, it } from "vitest";
import { buildAncestors, buildEvaluation, buildExperiment, buildPlan, buildSuite } from "#e2e/builders.ts";
import type { Experiment } from "../experiment/schema.ts";
import { descriptionOf, leadOf, storyOf } from "./describe-story.ts";

const lead = (rateFactors: readonly number[]): string => leadOf(buildExperiment({ id: "x", rateFactors }));
const unfinished = { verdict: null, headline: null, results: null, applied: null, finishedAt: null, runtimeMs: null } as const;
const nothing = { ...unfinished, finishedAt: "2026-11-01T10:00:09.000Z", runtimeMs: 9_000 } as const;

describe("the lead sentence", () => {
  it("says what was tried, against what, on what, and the rates behind the mean", () => {
    expect(storyOf(buildExperiment({ id: "x", rateFactors: [0.8, 0.7, 0.6] })).lead).toMatch(
      /^At equal PSNR-YUV, SVT-AV1 preset 6 needs 30\.\d % fewer bits than the HEVC baseline \(x265 medium, tune psnr\), mean over the 3 clips of Quick; the mean rates are \S+ (?:k|M)bit\/s against \S+ (?:k|M)bit\/s\.$/,
    );
  });

  it("states both ends of the interval over clips", () => {
    expect(lead([0.8, 0.7, 0.6])).toMatch(/Other clips like these would give (?:19|20)\.\d % fewer bits to (?:39|40)\.\d % fewer bits \(75 % interval over 3 clips\)\./);
  });

  it("calls an interval that spans zero not settled", () => {
    expect(lead([1.1, 0.9, 0.5])).toMatch(/fewer bits than the HEVC baseline \(x265 medium, tune psnr\) here, which is not settled, mean over/);
    expect(lead([1.1, 0.9, 0.5])).toMatch(/would give \d+\.\d % more bits to \d+\.\d % fewer bits \(75 % interval over 3 clips\), so it could be either\./);
  });

  it("keeps the old words for what is within the measured noise, and for records without an interval", () => {
    expect(lead([1, 0.999, 1.001])).toContain("came out within the noise of the HEVC baseline");
    const old = buildExperiment({ id: "x", rateFactors: [0.8] });
    expect(leadOf({ ...old, headline: old.headline && { ...old.headline, interval: null } })).not.toContain("Other clips");
  });

  it("says more where it needs more, on one clip as well", () => {
    const suite = { ...buildSuite(), clips: buildSuite().clips.slice(0, 1) };
    expect(storyOf(buildExperiment({ id: "x", suite, rateFactors: [1.3] })).lead).toMatch(/needs (?:29|30)\.\d % more bits than the HEVC baseline \(x265 medium, tune psnr\) on Quick \(1 clip\): /);
  });
});

describe("the facts after it", () => {
  it("tell the prediction and how far off it was, in either direction", () => {
    const made = buildExperiment({ id: "x", rateFactors: [0.8] });
    const withActual = (reductionPercent: number) => leadOf({ ...made, headline: made.headline && { ...made.headline, reductionPercent } });
    expect(withActual(20)).toContain("The prediction was 15.0 % fewer bits; it came out 5.0 points better.");
    expect(withActual(11.5)).toContain("it came out 3.5 points worse.");
    expect(withActual(15.02)).toContain("it came out as predicted.");
    expect(leadOf({ ...made, expected: null })).not.toContain("prediction");
  });

  it("tell what it cost: time, cores and bitstreams of every level", () => {
    const made = buildExperiment({ id: "x", rateFactors: [0.8] });
    expect(leadOf(made)).toContain("The run took 52.0 s on 2 cores.");
    const evaluation = { reached: "held-out" as const, screen: null, validation: null, champion: null, bits: { screen: 800_000, suite: 7_200_000, heldOut: 8_000_000 } };
    expect(leadOf({ ...made, evaluation })).toContain("The run took 52.0 s on 2 cores and wrote 2.0 MB of bitstreams.");
  });

  const validated = (heldOutFactors: readonly number[], champion: NonNullable<Experiment["evaluation"]>["champion"]): string => {
    const made = buildExperiment({ id: "x", rateFactors: [0.8] });
    const evaluation = buildEvaluation(made.plan!, made.results!, { heldOutFactors, label: "x", measuredAt: made.createdAt });
    return leadOf({ ...made, evaluation: { ...evaluation, champion } });
  };
  it("tell the held-out figure and what it meant for the title", () => {
    const refused = { confirmed: false, reason: "", previousId: null };
    expect(validated([0.8], { ...refused, confirmed: true })).toMatch(/On 5 held-out clips, which no researcher sees, it needs (?:19|20)\.\d % fewer bits, which made it the champion of Quick\./);
    expect(validated([0.8], refused)).toContain(", less than the champion so far.");
    expect(validated([1.3], refused)).toMatch(/more bits, so it did not become champion\./);
    expect(validated([1.3, 0.7], refused)).toContain("which is not settled, so it did not become champion.");
  });
  it("tell of a run on held-out clips that failed", () => {
    const made = buildExperiment({ id: "x", rateFactors: [0.8] });
    const evaluation = { reached: "suite" as const, screen: null, validation: { outcome: "failed" as const, suiteId: "held-out", reason: "r", detail: null }, champion: { confirmed: false, reason: "r", previousId: null }, bits: { screen: 0, suite: 0, heldOut: 0 } };
    expect(leadOf({ ...made, evaluation })).toContain("The run on held-out clips failed, so it did not become champion.");
  });
});

describe("the other states", () => {
  it("name what waits and runs, and what is expected of it", () => {
    expect(leadOf(buildExperiment({ id: "x", ...unfinished, plan: null, expected: null, hypothesis: null, status: "queued" }))).toBe("Waiting for a worker. Suite: Quick (3 clips).");
    expect(leadOf(buildExperiment({ id: "x", ...unfinished, plan: null, expected: null, hypothesis: null, status: "running" }))).toBe("Running on Quick (3 clips); the plan is being chosen.");
    expect(leadOf(buildExperiment({ id: "x", ...unfinished, status: "running" }))).toBe("Running SVT-AV1 preset 6 on Quick (3 clips). The prediction: 15.0 % fewer bits, 60 % sure of beating the baseline.");
  });

  it("name the stage of a failure, and its reason in the description only", () => {
    const failed = buildExperiment({ id: "x", ...nothing, status: "failed", verdict: "failed", failure: { stage: "encode", reason: "The encoder was ended by SIGSEGV", detail: null } });
    expect(leadOf(failed)).toBe("SVT-AV1 preset 6 on Quick (3 clips) failed in stage Encode. The prediction, 15.0 % fewer bits, was not tested. The run took 9.0 s.");
    expect(descriptionOf(failed)).toMatch(/failed in stage Encode\. The encoder was ended by SIGSEGV\. The prediction/);
    expect(leadOf({ ...failed, plan: null, expected: null, failure: { stage: null, reason: "r", detail: null } })).toBe("The run on Quick (3 clips) failed. The run took 9.0 s.");
  });

  it("say what was cancelled", () => {
    expect(leadOf(buildExperiment({ id: "x", ...nothing, expected: null, status: "cancelled", verdict: "cancelled" }))).toBe("SVT-AV1 preset 6 on Quick (3 clips) was cancelled before a result. The run took 9.0 s.");
  });

  it("give no figure for a stopped plan nor for incomparable quality, whatever is on record", () => {
    const stopped = { reached: "screen" as const, screen: null, validation: null, champion: null, bits: { screen: 80_000, suite: 0, heldOut: 0 } };
    const text = leadOf(buildExperiment({ id: "x", ...nothing, status: "completed", verdict: "worse", evaluation: stopped }));
    expect(text).toContain("was stopped at screening");
    expect(text).toContain("The prediction was 15.0 % fewer bits; there is no figure to hold it against.");
    expect(text).toContain("wrote 10.0 kB of bitstreams");
    const incomparable = buildExperiment({ id: "x", rateFactors: [0.8], lostDb: 14 });
    expect(leadOf(incomparable)).toMatch(/cannot be compared with the HEVC baseline's, so there is no reduction to report\. The prediction was 15\.0 % fewer bits; there is no figure/);
  });

  it("claim nothing for imported records", () => {
    expect(leadOf(buildAncestors()[0]!)).toBe("The record claims 50.4 % larger files: 15.04 Mbit/s against 10.00 Mbit/s. Nothing here was measured by this lab: no bitstream, no decoder and no quality are on record.");
  });
});

describe("the description for metadata", () => {
  it("is whole sentences of at most 300 characters, and cut where one alone is longer", () => {
    const made = buildExperiment({ id: "x", rateFactors: [0.8], plan: buildPlan() });
    expect(descriptionOf(made).length).toBeLessThanOrEqual(300);
    expect(leadOf(made).startsWith(descriptionOf(made))).toBe(true);
    const long = descriptionOf({ ...made, suite: { ...made.suite, title: "Q".repeat(400) } });
    expect([long.length, long.endsWith("…")]).toEqual([300, true]);
  });

  it("is one line without hidden characters, whatever the record holds", () => {
    const hostile = buildExperiment({ id: "x", ...nothing, status: "failed", verdict: "failed", failure: { stage: "encode", reason: "a\u202Eb\n\n<script>alert(1)</script>\u0000", detail: null } });
    expect(descriptionOf(hostile)).toContain("a b <script>alert(1)</script>");
  });
});
