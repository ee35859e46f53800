import { describe, expect, it } from "vitest";
import { bdMatrix, bdRateOfPoints, pairOf } from "./bd-matrix.ts";
import { againstAnchor, clipSavings } from "./clip-savings.ts";
import { commonClips } from "./common-clips.ts";
import { baselines, clip, experiment, incomparable, points, reduction } from "./compare.fixtures.ts";
import { costsOver, partsAtQuality } from "./costs.ts";
import { whyNoNumbers } from "./no-numbers.ts";
import { differenceFloorPercent, standingOf } from "./significance.ts";
import { tradeOff } from "./trade-off.ts";
import { BASELINE } from "./view.ts";

const at = (place: number) => ({ baseline: place });

/** Two experiments on two clips, of which B needs four fifths of A's bits on one and half of them on the other. */
const two = () =>
  commonClips({
    experiments: [experiment("A", [clip("one", 1), clip("two", 0.8, at(1))]), experiment("B", [clip("one", 0.8), clip("two", 0.4, at(1))])],
    baselines: baselines("one", "two"),
  });

describe("the clips that experiments share", () => {
  it("are those with the same pictures, whatever the suite; others are left out and named", () => {
    const common = commonClips({
      experiments: [experiment("A", [clip("one", 1), clip("two", 1, at(1))]), experiment("B", [clip("two", 1, { ...at(1), clip: { ...clip("two", 1).clip, title: "Another name" } }), clip("three", 1, at(2))])],
      baselines: baselines("one", "two", "three"),
    });
    expect(common.clips.map(({ facts }) => facts.clipId)).toEqual(["two"]);
    expect(common.leftOut.map(({ facts, results }) => [facts.clipId, [...results.keys()]])).toEqual([["one", ["A"]], ["three", ["B"]]]);
    expect(common.byPairs).toBe(false);
  });

  it("are taken pair by pair when no clip is shared by all", () => {
    const common = commonClips({
      experiments: [experiment("A", [clip("one", 1)]), experiment("B", [clip("one", 0.5), clip("two", 0.5, at(1))]), experiment("C", [clip("two", 0.4, at(1))])],
      baselines: baselines("one", "two"),
    });
    expect(common.byPairs).toBe(true);
    expect(pairOf("B", "A", common.clips, "psnrYuv").clips.map(({ title }) => title)).toEqual(["Clip one"]);
    expect(pairOf("C", "A", common.clips, "psnrYuv").mean).toEqual({ status: "incomparable", reason: "no clip was measured by both", numbers: 0, of: 0 });
  });

  it("do not depend on an experiment without numbers, which says why it has none", () => {
    const failed = experiment("F", [], { status: "failed", failure: { stage: "encode", reason: "The encoder was ended by SIGSEGV." } });
    const common = commonClips({ experiments: [experiment("A", [clip("one", 1)]), failed], baselines: baselines("one") });
    expect(common.measured).toEqual(["A"]);
    expect(common.clips).toHaveLength(1);
    expect(whyNoNumbers(failed)).toBe("It failed in stage encode: The encoder was ended by SIGSEGV.");
    expect(whyNoNumbers(experiment("S", [], { reached: "screen" }))).toMatch(/stopped at screening/);
    expect(whyNoNumbers(experiment("I", [], { origin: "imported", verdict: "unverified" }))).toMatch(/imported record/);
    expect(whyNoNumbers(experiment("A", [clip("one", 1)]))).toBeNull();
  });

  it("take the newest of several baselines of a clip, and count them", () => {
    const [old, newer] = [...baselines("one"), { ...baselines("one")[0]!, measuredAt: "2026-11-02T09:00:00.000Z", build: "x265 newer" }];
    const { clips } = commonClips({ experiments: [experiment("A", [clip("one", 1)]), experiment("B", [clip("one", 1, at(1))])], baselines: [old!, newer!] });
    expect([clips[0]?.baseline.build, clips[0]?.baselines]).toEqual(["x265 newer", 2]);
  });
});

describe("the BD-rate matrix", () => {
  it("gives the factor between two curves of one shape: four fifths of the rate is -20 %", () => {
    const bd = bdRateOfPoints(points(1), points(0.8), "psnrYuv");
    expect(bd).toMatchObject({ status: "ok", lowOverlap: false });
    expect(bd.status === "ok" && bd.percent).toBeCloseTo(-20, 9);
  });

  it("turns round with the anchor: (1 + x)(1 + y) = 1 on every clip", () => {
    const cells = bdMatrix(["A", "B", BASELINE], two().clips, "ssimY");
    expect(cells).toHaveLength(6);
    for (const cell of cells) {
      const back = cells.find(({ row, column }) => row === cell.column && column === cell.row);
      cell.clips.forEach(({ bd }, index) => {
        const other = back?.clips[index]?.bd;
        expect(bd.status === "ok" && other?.status === "ok" ? (1 + bd.percent / 100) * (1 + other.percent / 100) : null).toBeCloseTo(1, 9);
      });
    }
  });

  it("means over clips, with their number, and the interval of the paired differences", () => {
    const { mean } = pairOf("B", "A", two().clips, "psnrYuv");
    // -20 % on one clip, -50 % on the other.
    expect(mean).toMatchObject({ status: "ok", saving: { n: 2, standing: "smaller", interval: { n: 2 } } });
    expect(mean.status === "ok" && mean.percent).toBeCloseTo(-35, 9);
  });

  it("has no mean where one clip has no number, and names the reason", () => {
    const flat = points(0.8).map((point, index) => ({ ...point, psnrYuv: index === 2 ? 31 : point.psnrYuv }));
    const { clips } = commonClips({
      experiments: [experiment("A", [clip("one", 1), clip("two", 1, at(1))]), experiment("B", [clip("one", 0.8, { points: flat }), clip("two", 0.8, at(1))])],
      baselines: baselines("one", "two"),
    });
    const { mean } = pairOf("B", "A", clips, "psnrYuv");
    expect(mean).toMatchObject({ status: "incomparable", numbers: 1, of: 2 });
    expect(mean.status === "incomparable" && mean.reason).toMatch(/^Clip one: the candidate's curve is not monotone/);
  });

  it("never takes a metric that was not measured for an infinite quality", () => {
    expect(bdRateOfPoints(points(1), points(0.8), "vmaf")).toMatchObject({ status: "incomparable", code: "not-measured" });
    expect(bdRateOfPoints(points(1, { vmaf: 80 }), points(0.8, { vmaf: 80 }), "vmaf")).toMatchObject({ status: "ok" });
  });

  it("marks a pair whose curves share little", () => {
    const bd = bdRateOfPoints(points(1), points(0.8, { from: 36 }), "psnrYuv");
    // 36 to 38 of 30 to 38 dB.
    expect(bd).toMatchObject({ status: "ok", overlapPercent: 25, lowOverlap: true });
  });
});

describe("what a difference can be called", () => {
  it("is within noise below the floor, not settled when the interval spans zero, and else smaller or larger", () => {
    const interval = (low: number, high: number) => ({ low, high, level: 0.75, n: 3, method: "bootstrap-exact" as const });
    expect(standingOf(0.4, 2, interval(0.1, 0.8))).toBe("within-noise");
    expect(standingOf(5, 2, interval(-1, 9))).toBe("not-settled");
    expect(standingOf(5, 2, interval(1, 9))).toBe("smaller");
    expect(standingOf(-5, 2, null)).toBe("larger");
  });

  it("needs more between two experiments than between one and the baseline, by the root of two", () => {
    // 1.96 x 1.21 % x 1.414
    expect(differenceFloorPercent(1)).toBeCloseTo(3.36, 1);
    expect(differenceFloorPercent(4)).toBeCloseTo(differenceFloorPercent(1) / 2, 9);
  });
});

describe("savings per clip", () => {
  it("compare with the anchor at the quality that both share: 60 % against 20 % reduction is half the bits", () => {
    const told = againstAnchor(reduction(0.4), reduction(0.8));
    expect(told).toMatchObject({ status: "ok", bound: "exact", saving: { standing: "smaller" } });
    expect(told.status === "ok" && told.saving.percent).toBeCloseTo(50, 9);
  });

  it("carry bounds, refuse two of them, other qualities, and what has no number", () => {
    expect(againstAnchor(reduction(0.4, "at-least"), reduction(0.8))).toMatchObject({ bound: "at-least" });
    expect(againstAnchor(reduction(0.4), reduction(0.8, "at-least"))).toMatchObject({ bound: "at-most" });
    expect(againstAnchor(reduction(0.4, "at-least"), reduction(0.8, "at-least"))).toMatchObject({ status: "incomparable" });
    expect(againstAnchor(reduction(0.4, "exact", 36), reduction(0.8))).toMatchObject({ status: "incomparable", reason: expect.stringContaining("36.00 and 34.00 dB") as string });
    expect(againstAnchor(incomparable, reduction(0.8))).toMatchObject({ status: "incomparable", reason: incomparable.status === "incomparable" ? incomparable.reason : "" });
  });

  it("mean over clips, against HEVC and against the anchor", () => {
    const { rows, means } = clipSavings(["A", "B"], two().clips, "A");
    expect(rows.map(({ cells }) => cells.get("A")?.anchor)).toEqual([null, null]);
    const b = means.get("B");
    // Reductions 20 and 60 %; against A 20 and 50 %.
    expect(b?.hevc.status === "ok" && b.hevc.saving.percent).toBeCloseTo(40, 9);
    expect(b?.anchor?.status === "ok" && b.anchor.saving.percent).toBeCloseTo(35, 9);
    expect(means.get("A")?.anchor).toBeNull();
    expect(clipSavings(["B"], two().clips, BASELINE).means.get("B")?.anchor).toEqual(b?.hevc);
  });
});

describe("what it took", () => {
  it("sums over clips, counts the search for a scene once a clip, and weighs decoding speed by pictures", () => {
    const slow = clip("two", 1, at(1));
    const { clips } = commonClips({ experiments: [experiment("A", [clip("one", 1), { ...slow, clip: { ...slow.clip, frames: 96 }, files: slow.files.map((file) => ({ ...file, decodeFps: 24 })) }])], baselines: baselines("one", "two") });
    const costs = costsOver(clips, "A");
    expect(costs).toMatchObject({ clips: 2, files: 10, encodeMs: 10_000, searchMs: 2_000, fitMs: 1_000, trainMs: null, workMs: 13_000 });
    // 5 x 48 pictures at 48 a second and 5 x 96 at 24: 720 in 25 s.
    expect(costs.decodeFps).toBeCloseTo(28.8, 9);
  });

  it("takes the parts of the rung nearest to the compared quality", () => {
    const { clips } = two();
    const file = clips[0]!.results.get("A")!.files[2]!;
    expect(partsAtQuality(clips.slice(0, 1), "A")).toMatchObject({ bytes: file.bytes, parts: file.parts, clips: 1, offDb: 0 });
  });

  it("puts every experiment at its time and its saving, the baseline at zero, and names those without a place", () => {
    const { clips } = two();
    const { points: places, missing } = tradeOff(["A", "B"], clips, { time: "encode", gain: "bd-rate", metric: "psnrYuv" });
    expect(places.map(({ key, time }) => [key, time])).toEqual([["A", 5], ["B", 5], [BASELINE, 5]]);
    expect(places[1]?.gain).toBeCloseTo(40, 9);
    expect(places[2]?.gain).toBe(0);
    expect(missing).toEqual([]);
    expect(tradeOff(["A"], clips, { time: "encode", gain: "bd-rate", metric: "vmaf" }).missing[0]?.reason).toMatch(/not measured/);
  });
});
