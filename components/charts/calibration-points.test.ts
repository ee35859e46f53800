import { describe, expect, it } from "vitest";
import { calibrate } from "#lib/research/calibration.ts";
import { calibrationAxis, calibrationGroups, type PredictionItem } from "./calibration-points.ts";

const prediction = (predictedPercent: number, measuredPercent: number | null, model: string | null = null): PredictionItem => ({
  id: "x", finishedAt: "2026-11-23T00:00:00.000Z", suiteId: "quick", researcher: { kind: model === null ? "built-in" : "model", model }, predictedPercent, confidence: 0.5, measuredPercent,
  verdict: measuredPercent === null ? "incomparable" : "better",
});
const groupsOf = (predictions: PredictionItem[]) => calibrationGroups({ predictions, scores: calibrate(predictions) });

describe("the calibration chart", () => {
  it("gives each researcher a mark of its own, and draws only what was measured", () => {
    const groups = groupsOf([prediction(10, 12), prediction(20, null), prediction(5, 6, "a"), prediction(5, 7)]);
    expect(groups.map(({ key, mark, points }) => [key, mark, points.length])).toEqual([["built-in", 0, 2], ["model a", 1, 1]]);
  });
  it("has the same round ends on both axes, around all points and zero", () => {
    expect(calibrationAxis(groupsOf([prediction(25, 31), prediction(-8, 3)]))).toEqual({ domain: [-20, 40], ticks: [-20, 0, 20, 40] });
  });
  it("holds a result far below at its floor and keeps its number", () => {
    const groups = groupsOf([prediction(10, -900)]);
    expect(groups[0]?.points[0]).toMatchObject({ y: -100, measuredPercent: -900 });
    expect(calibrationAxis(groups).domain).toEqual([-100, 20]);
  });
});
