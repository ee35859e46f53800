import { describe, expect, it } from "vitest";
import { BaseSchema } from "../plan/base-settings.ts";
import { estimateCost } from "./cost.ts";
import { findSuite } from "./suites.ts";

const quick = findSuite("quick")!;
const full = findSuite("full")!;

describe("the estimated cost of an experiment", () => {
  it("counts clips, encodes and samples", () => {
    expect(estimateCost(quick, 4)).toMatchObject({ clips: 3, encodes: 12, baselineEncodes: 15, pixels: 640 * 360 * (48 + 60 + 48) });
  });

  it("is about a minute at most for the quick suite, and more for the full one", () => {
    expect(estimateCost(quick, 5).roughMinutes).toBeLessThan(1.5);
    expect(estimateCost(full, 5).roughMinutes).toBeGreaterThan(2 * estimateCost(quick, 5).roughMinutes);
  });

  it("grows with the rungs and with a slower codec", () => {
    const fast = BaseSchema.parse({ codec: "svt-av1", preset: 10 });
    const slow = BaseSchema.parse({ codec: "svt-av1", preset: 2 });
    expect(estimateCost(quick, 6, fast).roughMinutes).toBeGreaterThan(estimateCost(quick, 4, fast).roughMinutes);
    expect(estimateCost(quick, 5, slow).roughMinutes).toBeGreaterThan(2 * estimateCost(quick, 5, fast).roughMinutes);
  });

  it("knows a speed for every preset of every codec", () => {
    // An unknown preset would count as 2 million samples a second; only the slowest measured ones are below 2.1.
    const known = [
      ...["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow"].map((preset) => ({ codec: "x265", preset })),
      ...[3, 4, 5, 6, 7, 8, 9, 10].map((preset) => ({ codec: "svt-av1", preset })),
      ...[1, 2, 3, 4, 5].map((cpuUsed) => ({ codec: "vp9", cpuUsed })),
      ...["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"].map((preset) => ({ codec: "x264", preset })),
    ];
    const seconds = (base: unknown): number => estimateCost(quick, 5, BaseSchema.parse(base)).roughMinutes;
    const slowest = seconds({ codec: "svt-av1", preset: 3 });
    for (const base of known) expect(seconds(base)).toBeLessThanOrEqual(slowest);
  });
});
