import { describe, expect, it } from "vitest";
import { buildExperiment } from "#e2e/builders.ts";
import { SparklineSchema } from "../experiment/schema.ts";
import { sparklineOf } from "./sparkline.ts";

const numbers = (points: string) => points.split(" ").map((point) => point.split(",").map(Number));

describe("the figure of a row", () => {
  it("holds both curves within a square, rate to the right and quality upwards, in few bytes", () => {
    const curves = sparklineOf(buildExperiment({ id: "a", rateFactors: [0.7, 0.8, 0.9] }))!;
    expect(SparklineSchema.parse(curves)).toEqual(curves);
    expect(JSON.stringify(curves).length).toBeLessThan(160);
    const all = [...numbers(curves.baseline), ...numbers(curves.candidate)];
    for (const axis of [0, 1] as const) expect([Math.min(...all.map((point) => point[axis]!)), Math.max(...all.map((point) => point[axis]!))]).toEqual([0, 100]);
    for (const series of [numbers(curves.baseline), numbers(curves.candidate)]) {
      for (const [index, [x = 0, y = 0]] of series.entries()) {
        const next = series[index + 1];
        if (next) expect(next[0]! > x && next[1]! < y).toBe(true);
      }
    }
    // The smaller one lies to the left.
    expect(numbers(curves.candidate)[0]![0]).toBeLessThan(numbers(curves.baseline)[0]![0]!);
  });

  it("shows the clip that is nearest to the mean", () => {
    const whole = buildExperiment({ id: "a", rateFactors: [0.5, 0.75, 0.95] });
    const middle = { ...whole, results: { ...whole.results!, clips: [whole.results!.clips[1]!] } };
    expect(sparklineOf(whole)).toEqual(sparklineOf(middle));
  });

  it("is none without results, or with too few finite points", () => {
    const whole = buildExperiment({ id: "a" });
    const clips = whole.results!.clips.map((clip) => ({ ...clip, points: clip.points.map((point, index) => (index === 0 ? point : { ...point, psnrYuv: null })) }));
    expect(sparklineOf({ ...whole, results: { ...whole.results!, clips } })).toBeNull();
    expect(sparklineOf({ results: null, headline: null })).toBeNull();
  });
});
