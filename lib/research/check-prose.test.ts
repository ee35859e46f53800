import { describe, expect, it } from "vitest";
import { buildExperiment, buildPlan, buildResults, buildSuite } from "#e2e/builders.ts";
import type { ClipResult, Experiment, RdPoint } from "../experiment/schema.ts";
import { checkProse } from "./check-prose.ts";
import { proseRecordOf } from "./prose-record.ts";

/*
 * Three made-up records: one that came out smaller, one that came out larger, one that settled nothing; and the sentences
 * that are true and false of them.
 */
const plan = buildPlan({ base: { codec: "svt-av1", preset: 4 }, rungs: [24, 30, 40, 50].map((crf) => ({ crf })) });

function point(crf: number, kbps: number, psnrYuv: number, ssimY: number): RdPoint {
  return { crf, bytes: Math.round(kbps * 250), kbps, psnrY: psnrYuv - 0.71, psnrU: psnrYuv + 2.13, psnrV: psnrYuv + 2.87, psnrYuv, ssimY, vmaf: null, vmafNeg: null, encodeMs: 2310, decodeMs: 117, sha256: `${crf}`, decodedSha256: `${crf}` };
}

function clips(percents: readonly [number, number, number]): ClipResult[] {
  return buildResults(buildSuite(), plan, { rateFactors: [0.8], label: "prose" }).clips.map((clip, index) => {
    const percent = percents[index] ?? 0;
    const at = [812.6, 941.7, 1180.3][index] ?? 0;
    return {
      ...clip, clip: { ...clip.clip, si: 31.6 + index * 17, ti: 6.4 + index * 9 },
      points: [point(24, 1432.8 + index, 44.31 + index, 0.9823 - index / 100), point(40, 355.2 + index, 37.66 + index, 0.9417 - index / 100)],
      baseline: { ...clip.baseline, points: [point(22, 1911.3 + index, 44.92 + index, 0.9841 - index / 100)] },
      reduction: { status: "ok", percent, baselineKbps: at, candidateKbps: (at * (100 - percent)) / 100, qualityDb: 41.05 + index, targetKbps: at, clamped: "no", bound: "exact" },
      bdRate: { psnrYuv: { status: "ok", percent: -percent - 1.83, overlapPercent: 96.4, lowOverlap: false }, psnrY: clip.bdRate.psnrY, ssimY: { status: "ok", percent: -22.17, overlapPercent: 93.1, lowOverlap: false }, vmaf: null },
    };
  });
}

function settled(id: string, reductionPercent: number, verdict: "better" | "worse" | "inconclusive", percents: [number, number, number]): Experiment {
  const made = buildExperiment({ id, plan, verdict, expected: { reductionPercent: 25.6, confidence: 0.65 }, rateFactors: [0.8] });
  const headline = made.headline && { ...made.headline, reductionPercent, claimedReductionPercent: null, bdRatePercent: -reductionPercent - 1.83, bitrateKbps: 702.4, baselineKbps: 978.2, psnrYuvDb: 42.07, interval: { low: reductionPercent - 11.7, high: reductionPercent + 9.9, level: 0.75, n: 3, method: "bootstrap-exact" as const } };
  return { ...made, runtimeMs: 61_200, applied: null, headline, results: { clips: clips(percents), notMeasured: {} } };
}

const records = {
  better: settled("exp-better1", 28.41, "better", [38.2, 31.93, 15.1]),
  worse: settled("exp-worse1", -12.34, "worse", [-20.7, -19.42, 3.1]),
  open: settled("exp-open11", 0.31, "inconclusive", [2.4, -1.2, -0.27]),
};
type Of = keyof typeof records;
const earlier = { ...records.worse, id: "exp-earlier7" };
const check = (of: Of, prose: string) => checkProse(prose, proseRecordOf(records[of], of === "worse" ? [] : [earlier]));

const TRUE: readonly [Of, string][] = [
  ["better", "The reduction is 28.4 %."],
  ["better", "At equal PSNR-YUV the bitstreams came out 28.4 % smaller than the HEVC baseline (better), mean over 3 clips: 702.4 kbit/s where the baseline needs 978.2 kbit/s at 42.07 dB."],
  ["better", "The bitrate changed by -28.4 % against x265 medium."],
  ["better", "On bbb-meadow the file is 38.2 % smaller, on granite-pan only 15.1 %."],
  ["better", "The clips range from bbb-meadow (38.2 % smaller) to granite-pan (15.1 % smaller)."],
  ["better", "It saves 38.2 % on the meadow clip, against 15.1 % on Granite."],
  ["better", "The mean BD-rate is -30.24 %."],
  ["better", "BD-rate says 30.2 % smaller, and the reduction at the baseline point is 28.4 %."],
  ["better", "By SSIM the BD-rate on gate-tower is -22.2 %."],
  ["better", "The SSIM of bbb-meadow at CRF 24 is 0.982."],
  ["better", "At CRF 40 the meadow clip needs 355 kbit/s for 37.7 dB."],
  ["better", "PSNR-U is 46.44 dB on bbb-meadow at CRF 24."],
  ["better", "Predicted was 25.6 % smaller, at 65 % confidence."],
  ["better", "The result is 2.8 points better than predicted."],
  ["better", "The plan beats the HEVC baseline."],
  ["better", "The plan clearly beats x265 medium by 28.4 % on average."],
  ["better", "This is an improvement over the baseline of 28.4 %."],
  ["better", "HEVC needs more bits than this plan at equal quality."],
  ["better", "It does not lose to HEVC on any clip."],
  ["better", "granite-pan gains least beside bbb-meadow: it has more spatial detail (SI 65.6 against 31.6) and more motion (TI 24.4 against 6.4)."],
  ["better", "exp-earlier7 came out 12.3 % larger than HEVC; this run is 28.4 % smaller."],
  ["better", "The nearest earlier experiment, exp-earlier7, came out 12.3 % larger against 28.4 % smaller here: the change helped."],
  ["better", "It is 40.8 points better than exp-earlier7."],
  ["better", "The stream of this plan is smaller than that of exp-earlier7."],
  ["better", "It took 61.2 s over 3 clips, each with 4 rungs."],
  ["better", "The 75 % interval over clips is between 16.7 % and 38.3 % smaller."],
  ["better", "Preset 4 with CRF 24 and CRF 40 was used."],
  ["better", "Encoding costs more time than x265 medium does."],
  ["better", "Decoding is slower than HEVC, which costs battery."],
  ["better", "A slower preset should be smaller than the baseline by more, or it might lose to x265."],
  ["better", "The target of 90 % is far away, and even the 50 % tier is not reached."],
  ["better", "The reductions are 38.2, 31.9 and 15.1 % on the three clips."],
  ["better", "The overlap of the curves is 96.4 % on every clip."],
  ["better", "If the baseline wins at low rates, the ladder is wrong."],
  ["better", "Chroma is worse than in the HEVC baseline."],
  ["worse", "The reduction is −12.3 %, a regression."],
  ["worse", "The result is 12.3 % larger than the baseline."],
  ["worse", "This is a regression."],
  ["worse", "The plan loses to HEVC by 12.3 % on average."],
  ["worse", "The plan does not beat x265 medium."],
  ["worse", "The plan fails to save bits against the HEVC baseline."],
  ["worse", "The baseline is smaller by 12.3 %."],
  ["worse", "Only granite-pan is smaller than the baseline, by 3.1 %."],
  ["worse", "bbb-meadow is 20.7 % larger than HEVC, while granite-pan is 3.1 % smaller."],
  ["worse", "The experiment regressed: it costs more bits than x265 medium."],
  ["worse", "No improvement over the baseline was found."],
  ["worse", "The hypothesis expected 25.6 % smaller and was wrong by 37.9 points."],
  ["better", "We predicted a 25.6 % reduction with 65 % confidence."],
  ["better", "The bitrate fell by 28.4 %, and HEVC is beaten on every clip."],
  ["better", "None of the clips got larger than HEVC."],
  ["open", "0.31 % smaller than the baseline is within the noise, so the verdict is inconclusive."],
  ["open", "The plan does not beat HEVC."],
  ["open", "bbb-meadow is 2.4 % smaller than the baseline, gate-tower 1.2 % larger."],
];

/** Of which record, the sentence, the numbers that are marked, and the words whose claim is contradicted. */
const FALSE: readonly [Of, string, string[], string[]][] = [
  ["better", "The quality is 38.2 dB.", ["38.2 dB"], []],
  ["better", "The rate is 28.4 kbit/s.", ["28.4 kbit/s"], []],
  ["better", "The reduction is 29.4 %.", ["29.4 %"], []],
  ["better", "The reduction is 28.5 %.", ["28.5 %"], []],
  ["better", "The reduction is 28.40 %.", ["28.40 %"], []],
  ["better", "The reduction of this experiment is 38.2 %.", ["38.2 %"], []],
  ["better", "The reduction is 25.6 %.", ["25.6 %"], []],
  ["better", "The result is 65 % smaller.", ["65 %"], []],
  ["better", "On bbb-meadow the file is 15.1 % smaller, on granite-pan 38.2 %.", ["15.1 %", "38.2 %"], []],
  ["better", "It saves 15.1 % on bbb-meadow and 38.2 % on granite-pan.", ["15.1 %", "38.2 %"], []],
  ["better", "The clips range from bbb-meadow (15.1 % smaller) to granite-pan (38.2 % smaller).", ["15.1 %", "38.2 %"], []],
  ["better", "On gate-tower the file is 28.4 % smaller.", ["28.4 %"], []],
  ["better", "The reduction of 30.2 % is good.", ["30.2 %"], []],
  ["better", "The mean BD-rate is -28.41 %.", ["-28.41 %"], []],
  ["better", "The SSIM is 28.4.", ["28.4"], []],
  ["better", "The VMAF of bbb-meadow is 44.3.", ["44.3"], []],
  ["better", "PSNR-U is 44.31 dB on bbb-meadow at CRF 24.", ["44.31 dB"], []],
  ["better", "The baseline needs 702.4 kbit/s.", ["702.4 kbit/s"], []],
  ["better", "The plan needs 978.2 kbit/s.", ["978.2 kbit/s"], []],
  ["better", "It has an SI of 6.4 on bbb-meadow.", ["6.4"], []],
  ["better", "It came out 12.3 % larger.", ["12.3 %"], []],
  ["better", "exp-earlier7 came out 28.4 % smaller.", ["28.4 %"], []],
  ["better", "exp-earlier7 beats HEVC.", [], ["beats"]],
  ["better", "The result is 28.4 % larger than the HEVC baseline.", ["28.4 %"], ["28.4 %", "larger"]],
  ["better", "This is a regression.", [], ["regression"]],
  ["better", "The plan loses to HEVC.", [], ["loses"]],
  ["better", "The plan does not beat x265 medium.", [], ["beat"]],
  ["better", "HEVC is smaller at equal quality.", [], ["smaller"]],
  ["better", "It costs more bits than the baseline.", [], ["costs"]],
  ["better", "The stream of this plan is larger than that of exp-earlier7.", [], ["larger"]],
  ["better", "The reduction is 16.7 %.", ["16.7 %"], []],
  ["better", "With preset 9 it took 48.1 s.", ["9", "48.1 s"], []],
  ["better", "The curves of 5 clips were compared.", ["5 clips"], []],
  ["worse", "It came out 12.3 % smaller.", ["12.3 %"], ["12.3 %"]],
  ["worse", "The reduction is 12.3 %.", ["12.3 %"], ["12.3 %"]],
  ["worse", "The plan beats the HEVC baseline.", [], ["beats"]],
  ["worse", "This is a clear improvement.", [], ["improvement"]],
  ["worse", "It saves bits against x265 medium.", [], ["saves"]],
  ["worse", "The plan outperforms HEVC on bbb-meadow.", [], ["outperforms"]],
  ["worse", "The baseline needs more bits.", [], ["more bits"]],
  ["worse", "granite-pan is larger than the baseline.", [], ["larger"]],
  ["worse", "Compared with HEVC, the plan wins.", [], ["wins"]],
  ["worse", "There was no regression against the baseline.", [], ["regression"]],
  ["worse", "The bitrate fell by 12.3 %.", ["12.3 %"], ["12.3 %"]],
  ["worse", "x265 medium is beaten.", [], ["beaten"]],
  ["open", "The plan beats HEVC.", [], ["beats"]],
  ["open", "The plan is worse than x265 medium.", [], ["worse"]],
  ["open", "gate-tower is smaller than the baseline.", [], ["smaller"]],
];

describe("checking prose", () => {
  it.each(TRUE)("marks nothing in a true sentence (%s): %s", (of, sentence) => {
    const { segments, contradictions } = check(of, sentence);
    expect(segments.filter(({ kind }) => kind === "unmatched").map(({ text }) => text)).toEqual([]);
    expect(contradictions).toEqual([]);
  });

  it.each(FALSE)("marks what is false (%s): %s", (of, sentence, numbers, claims) => {
    const { segments, unmatched, contradictions } = check(of, sentence);
    expect(segments.filter(({ kind }) => kind === "unmatched").map(({ text }) => text)).toEqual(numbers);
    expect(unmatched).toBe(numbers.length);
    expect(contradictions.map(({ text }) => text)).toEqual(claims);
    for (const { reason } of contradictions) expect(reason).toMatch(/record/);
  });

  it("gives the prose back unchanged when its segments are joined", () => {
    for (const [of, sentence] of [...TRUE, ...FALSE.map(([of, sentence]) => [of, sentence] as const)]) {
      expect(check(of, sentence).segments.map(({ text }) => text).join("")).toBe(sentence);
    }
  });

  it("says what the record says where a claim contradicts it", () => {
    expect(check("worse", "The plan beats the HEVC baseline.").contradictions).toEqual([{ text: "beats", reason: "the record says that this experiment came out 12.3 % larger than the baseline" }]);
    expect(check("worse", "It came out 12.3 % smaller.").contradictions).toEqual([{ text: "12.3 %", reason: "the record says larger, not smaller: reduction of this experiment" }]);
  });

  it("calls every claim of a gain unfounded where nothing was measured", () => {
    const failed: Experiment = { ...records.better, verdict: "failed", headline: null, results: null };
    expect(checkProse("The plan beats HEVC.", proseRecordOf(failed, [])).contradictions).toEqual([{ text: "beats", reason: "the record holds no measured gain or loss of this experiment (failed)" }]);
  });

  it("counts the numbers of a cited experiment only where the text names it", () => {
    const runtime = { ...earlier, runtimeMs: 83_700 };
    const record = proseRecordOf(records.better, [runtime]);
    expect(checkProse("exp-earlier7 took 83.7 s.", record).unmatched).toBe(0);
    expect(checkProse("The run took 83.7 s.", record).unmatched).toBe(1);
    expect(checkProse("The run before was exp-earlier7. It took 83.7 s.", record).unmatched).toBe(0);
  });

  it("reads 100 kB of prose", () => {
    const prose = "The plan beats HEVC by 28.4 % and not by 91.3 %. ".repeat(2000);
    const { unmatched, contradictions } = check("better", prose);
    expect(unmatched).toBe(2000);
    expect(contradictions).toEqual([]);
  });
});
