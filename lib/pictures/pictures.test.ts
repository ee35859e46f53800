import { describe, expect, it } from "vitest";
import { mulberry32 } from "../random/mulberry32.ts";
import { type Answer, describeResult, drawTrial, otherOf, resultOf, shownAs } from "./abx.ts";
import { binomialTail } from "./binomial-tail.ts";
import { correctionFor } from "./drift.ts";
import { extremesOf, leadOf, nextWorst, worstPlaces } from "./extremes.ts";
import { frameAt, frameMiddle, frameStart, formatFrameTime } from "./frame-time.ts";
import { DEFAULT_VIEW, parsePicturesView, picturesHref, rolesOf } from "./view.ts";
import { nextScale, panBy, zoomAt, zoomTransform } from "./zoom.ts";

const NTSC = { fpsNum: 30_000, fpsDen: 1001 };

describe("frames and times", () => {
  it("comes back to every frame from its middle and from its first instant as a browser rounds it", () => {
    for (const rate of [NTSC, { fpsNum: 24, fpsDen: 1 }, { fpsNum: 60, fpsDen: 1 }, { fpsNum: 12_500, fpsDen: 1000 }]) {
      const frames = Array.from({ length: 500 }, (_, frame) => frame);
      expect(frames.map((frame) => frameAt(frameMiddle(frame, rate), rate, 500))).toEqual(frames);
      expect(frames.map((frame) => frameAt(Math.floor(frameStart(frame, rate) * 1e6) / 1e6, rate, 500))).toEqual(frames);
    }
  });
  it("stays between the first and the last frame", () => {
    expect([frameAt(-1, NTSC, 10), frameAt(99, NTSC, 10), frameAt(Number.NaN, NTSC, 10)]).toEqual([0, 9, 0]);
  });
  it("writes times as seconds, and with minutes from one on", () => {
    expect([formatFrameTime(13, { fpsNum: 30, fpsDen: 1 }), formatFrameTime(1500, { fpsNum: 24, fpsDen: 1 })]).toEqual(["0.433 s", "1:02.500"]);
  });
});

describe("drift", () => {
  const frame = 1 / 30;
  it("leaves a video alone within a fifth of a frame", () => {
    expect(correctionFor(0.2 * frame, frame)).toEqual({ kind: "none" });
  });
  it("slows a video that is ahead, hurries one that lags, by at most 5 %", () => {
    expect(correctionFor(0.5 * frame, frame)).toEqual({ kind: "rate", factor: 0.975 });
    expect(correctionFor(-2 * frame, frame)).toEqual({ kind: "rate", factor: 1.05 });
  });
  it("seeks from three frames on", () => {
    expect(correctionFor(-3.1 * frame, frame)).toEqual({ kind: "seek" });
  });
});

describe("frames worth a look", () => {
  const candidate = [40, 35, 38, 33, 33, 39, null];
  const baseline = [39, 38, 38, 36, 30, null, null];
  it("finds the worst, the best, and where the candidate loses and wins the most; identical pictures are the best", () => {
    // Frame 5: the baseline is identical there, the candidate is not; nothing is lost more.
    expect(extremesOf(candidate, baseline)).toEqual({ worst: 3, best: 6, mostLost: 5, mostWon: 4 });
  });
  it("says so where the candidate never wins, and where there is no frame", () => {
    expect(extremesOf([30, 31], [32, 33])).toMatchObject({ mostLost: 0, mostWon: null });
    expect(extremesOf([null], [null])).toEqual({ worst: 0, best: 0, mostLost: null, mostWon: null });
    expect(extremesOf([], [])).toBeNull();
    expect(leadOf(null, null)).toBe(0);
  });
  it("walks from dip to dip, the deepest first, and stops at both ends", () => {
    const places = worstPlaces(candidate);
    expect(places).toEqual([3, 1]);
    expect([nextWorst(places, 0, 1), nextWorst(places, 3, 1), nextWorst(places, 1, 1), nextWorst(places, 1, -1), nextWorst([], 0, 1)]).toEqual([3, 1, null, 3, null]);
  });
});

describe("the blind test", () => {
  it("gives the exact chance of guessing as well", () => {
    // By hand: 12 of 16 is (1820 + 560 + 120 + 16 + 1) / 65536; 7 of 8 is 9 / 256.
    expect(binomialTail(12, 16)).toBe(2517 / 65_536);
    expect(binomialTail(7, 8)).toBe(9 / 256);
    expect([binomialTail(0, 5), binomialTail(5, 5), binomialTail(0, 0)]).toEqual([1, 1 / 32, 1]);
    expect(() => binomialTail(6, 5)).toThrow(RangeError);
  });
  it("draws order and X fairly and apart from each other", () => {
    const random = mulberry32(7);
    const seen: Record<string, number> = {};
    for (let index = 0; index < 4000; index += 1) {
      const { a, x } = drawTrial(random);
      seen[`${a} ${x}`] = (seen[`${a} ${x}`] ?? 0) + 1;
    }
    expect(Object.keys(seen)).toHaveLength(4);
    // 1000 each; five standard deviations of a binomial with p = 1/4 are 137.
    for (const count of Object.values(seen)) expect(Math.abs(count - 1000)).toBeLessThan(137);
  });
  it("shows under X what is under its letter", () => {
    for (const a of ["candidate", "baseline"] as const) {
      expect(shownAs({ a, x: "a" }, "x")).toBe(a);
      expect(shownAs({ a, x: "b" }, "x")).toBe(otherOf(a));
      expect(shownAs({ a, x: "b" }, "b")).toBe(otherOf(a));
    }
  });
  it("counts right answers and preferences whatever the letters were, and says what they mean", () => {
    const answer = (index: number): Answer => ({ a: index % 2 === 0 ? "candidate" : "baseline", x: "a", said: index < 12 ? "a" : "b", preferred: index < 3 ? "a" : null });
    const result = resultOf(Array.from({ length: 16 }, (_, index) => answer(index)));
    expect(result).toEqual({ correct: 12, answers: 16, p: 2517 / 65_536, preferred: { candidate: 2, baseline: 1 } });
    expect(describeResult(result)).toBe("12 of 16, p = 0.038: you probably see a difference");
    expect(describeResult({ ...result, correct: 16, p: binomialTail(16, 16) })).toBe("16 of 16, p < 0.001: you see a difference");
    expect(describeResult({ ...result, correct: 8, p: binomialTail(8, 16) })).toMatch(/guessing does as well$/);
  });
});

describe("zoom", () => {
  it("keeps the point under the pointer and never leaves the picture", () => {
    expect(zoomAt({ scale: 1, x: 0.5, y: 0.5 }, 2, { x: 0.25, y: 0.5 })).toEqual({ scale: 2, x: 0.375, y: 0.5 });
    expect(panBy({ scale: 2, x: 0.5, y: 0.5 }, 9, -0.25)).toEqual({ scale: 2, x: 0.75, y: 0.375 });
    expect(zoomAt({ scale: 8, x: 0.9, y: 0.1 }, 1)).toEqual({ scale: 1, x: 0.5, y: 0.5 });
  });
  it("steps through its scales and stops at the ends", () => {
    expect([nextScale(1, 1), nextScale(8, 1), nextScale(4, -1), nextScale(1, -1)]).toEqual([2, 8, 2, 1]);
  });
  it("moves the middle of the view to the middle of the frame", () => {
    expect(zoomTransform({ scale: 2, x: 0.75, y: 0.25 })).toBe("translate(-100.000%, 0.000%) scale(2)");
  });
});

describe("the address", () => {
  it("brings back what it was made from", () => {
    const views = [
      { ...DEFAULT_VIEW, clip: "bunny", frame: 41 },
      { ...DEFAULT_VIEW, mode: "wipe" as const, wipe: ["source", "difference-candidate"] as ["source", "difference-candidate"], zoom: { scale: 4, x: 0.25, y: 0.5 } },
      { ...DEFAULT_VIEW, mode: "side" as const, side: ["source" as const, "candidate" as const] },
      { ...DEFAULT_VIEW, mode: "single" as const, single: "source" as const },
    ];
    for (const view of views) expect(parsePicturesView(new URL(picturesHref("exp-1", view), "http://lab").searchParams)).toEqual(view);
  });
  it("counts frames from 1, and takes nothing that it does not know", () => {
    expect(picturesHref("exp-1", { ...DEFAULT_VIEW, clip: "bunny", frame: 41 })).toBe("/blog/exp-1/pictures?clip=bunny&frame=42&mode=wipe");
    expect(parsePicturesView(new URLSearchParams("frame=-3&mode=all&wipe=source,source&side=source&zoom=3,.5,.5&single=x"))).toEqual(DEFAULT_VIEW);
  });
  it("does not name a picture in a blind test", () => {
    expect(picturesHref("e", { ...DEFAULT_VIEW, mode: "abx", single: "source", wipe: ["source", "baseline"] })).toBe("/blog/e/pictures?frame=1&mode=abx");
    expect(rolesOf({ ...DEFAULT_VIEW, mode: "difference" })).toEqual(["difference-candidate", "difference-baseline"]);
  });
});
