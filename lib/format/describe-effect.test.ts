import { describe, expect, it } from "vitest";
import type { Effect } from "../knowledge/schema.ts";
import { describeEffect } from "./describe-effect.ts";

const effect = (change: Partial<Effect>): Effect => ({ name: "base/svt-av1/preset", setting: "preset", from: 3, to: 6, n: 4, mean: -4.06, m2: 3, min: -6, max: -3, examples: [], lastAt: "", ...change });

describe("an effect in words", () => {
  it("says what changed, whose setting it is, and how much on how much evidence", () => {
    expect(describeEffect(effect({}), 1.4)).toEqual({ change: "preset 3 → 6", of: "SVT-AV1", tone: "bad", arrow: "↑", value: "4.1 points", word: "larger", evidence: "4 pairs, spread 1.0" });
    expect(describeEffect(effect({ mean: 2, n: 1, m2: 0 }), 1)).toMatchObject({ tone: "good", arrow: "↓", word: "smaller", evidence: "1 pair" });
  });

  it("is no effect within the noise of two measurements, which more pairs make smaller", () => {
    expect(describeEffect(effect({ mean: 1.5, n: 1 }), 1.4)).toMatchObject({ tone: "neutral", arrow: "≈", word: "within noise" });
    expect(describeEffect(effect({ mean: 1.5, n: 4 }), 1.4)).toMatchObject({ word: "smaller" });
  });

  it.each([
    ["restore", "restore", "none", "wiener", "+ Wiener filters", null],
    ["restore/wiener/classes", "classes", 16, 64, "classes 16 → 64", "Wiener filters"],
    ["adapt/maxOffset", "maxOffset", 3, 5, "max offset 3 → 5", "shots"],
    ["transform/downscale", "downscale", "none", "on", "+ downscale", null],
    ["transform/downscale/factor", "factor", "3/4", "1/2", "factor 3/4 → 1/2", "downscale"],
    ["base", "base", "x265", "svt-av1", "x265 → SVT-AV1", null],
    ["base/x265/sao", "sao", null, true, "SAO as the preset → on", "x265"],
  ])("names %s", (name, setting, from, to, change, of) => {
    expect(describeEffect(effect({ name, setting, from, to }), 1)).toMatchObject({ change, of });
  });
});
