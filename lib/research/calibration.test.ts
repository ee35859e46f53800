import { describe, expect, it } from "vitest";
import { calibrate, type Prediction } from "./calibration.ts";

const prediction = (predictedPercent: number, measuredPercent: number | null, confidence: number, change: Partial<Prediction> = {}): Prediction => ({
  id: "x", finishedAt: "2026-11-23T00:00:00.000Z", suiteId: "quick", researcher: { kind: "built-in", model: null }, predictedPercent, measuredPercent, confidence,
  verdict: measuredPercent === null ? "incomparable" : measuredPercent > 0 ? "better" : "worse", ...change,
});

describe("calibration", () => {
  it("has no score without predictions", () => {
    expect(calibrate([])).toEqual([]);
  });

  it("gives the mean absolute error and the bias in percentage points, with the sign of measured less predicted", () => {
    const [score] = calibrate([prediction(20, 25, 0.9), prediction(30, 20, 0.9), prediction(10, 8, 0.9)]);
    expect(score).toMatchObject({ n: 3, judged: 3 });
    expect(score?.meanAbsoluteError).toBeCloseTo(17 / 3);
    expect(score?.bias).toBeCloseTo(-7 / 3);
  });

  it("scores the confidence by Brier beside always saying the base rate", () => {
    const [score] = calibrate([prediction(5, 6, 0.9), prediction(5, 6, 0.8), prediction(5, -6, 0.3), prediction(5, -6, 0.6)]);
    expect(score?.brier).toBeCloseTo((0.01 + 0.04 + 0.09 + 0.36) / 4);
    expect(score).toMatchObject({ baseRate: 0.5, brierOfBaseRate: 0.25 });
  });

  it("is 0 for an oracle, 1 for one that is always sure and wrong", () => {
    expect(calibrate([prediction(5, 6, 1), prediction(-5, -6, 0)])[0]?.brier).toBe(0);
    expect(calibrate([prediction(5, -6, 1), prediction(-5, 6, 0)])[0]?.brier).toBe(1);
  });

  it("counts what could not be compared as not better, and leaves it out of the error", () => {
    const [score] = calibrate([prediction(10, 12, 1), prediction(10, null, 1)]);
    expect(score).toMatchObject({ n: 1, meanAbsoluteError: 2, judged: 2, brier: 0.5, baseRate: 0.5 });
  });

  it("counts an inconclusive gain as not better", () => {
    expect(calibrate([prediction(1, 0.3, 1, { verdict: "inconclusive" })])[0]).toMatchObject({ n: 1, brier: 1 });
  });

  it("keeps models apart from each other, from the planner and from persons", () => {
    const by = (kind: Prediction["researcher"]["kind"], model: string | null) => prediction(1, 2, 0.5, { researcher: { kind, model } });
    const scores = calibrate([by("model", "a"), by("person", null), by("model", "b"), by("built-in", null), by("model", "a")]);
    expect(scores.map(({ researcher, judged }) => [researcher.kind, researcher.model, judged])).toEqual([["model", "a", 2], ["built-in", null, 1], ["model", "b", 1], ["person", null, 1]]);
  });

  it("bins the confidence in fifths, certainty in the last one, and leaves out empty bins", () => {
    const [score] = calibrate([prediction(1, 2, 0.6), prediction(1, -2, 0.79), prediction(1, 2, 1), prediction(1, 2, 0.8)]);
    expect(score?.bins.map(({ from, to, n, shareBetter }) => [from, to, n, shareBetter])).toEqual([[0.6, 0.8, 2, 0.5], [0.8, 1, 2, 1]]);
    expect(score?.bins[0]?.meanConfidence).toBeCloseTo(0.695);
  });
});
