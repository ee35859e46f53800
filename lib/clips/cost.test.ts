import { describe, expect, it } from "vitest";
import { PlanSchema, type Plan, type PlanInput } from "../plan/schema.ts";
import { estimateCost } from "./cost.ts";
import { findSuite } from "./suites.ts";

const quick = findSuite("quick")!;
const full = findSuite("full")!;

const planOf = (plan: Omit<PlanInput, "rungs">, rungs = 5): Plan => PlanSchema.parse({ rungs: Array.from({ length: rungs }, (_, index) => ({ crf: 20 + 5 * index })), ...plan });
const AV1 = { codec: "svt-av1", preset: 6 } as const;
const minutes = (plan: Omit<PlanInput, "rungs">) => estimateCost(quick, planOf(plan)).roughMinutes;

describe("the estimated cost of an experiment", () => {
  it("counts clips, encodes and samples", () => {
    expect(estimateCost(quick, planOf({ base: AV1 }, 4))).toMatchObject({ clips: 3, encodes: 12, baselineEncodes: 15, pixels: 640 * 360 * (48 + 60 + 48), includes: [] });
    expect(estimateCost(quick, null)).toMatchObject({ encodes: 15, includes: [] });
  });

  it("is about a minute at most for the quick suite, and more for the full one", () => {
    expect(estimateCost(quick, null).roughMinutes).toBeLessThan(1.5);
    expect(estimateCost(full, null).roughMinutes).toBeGreaterThan(2 * estimateCost(quick, null).roughMinutes);
  });

  it("grows with the rungs and with a slower codec, and shrinks with the coded picture", () => {
    const fast = planOf({ base: { codec: "svt-av1", preset: 10 } });
    expect(estimateCost(quick, planOf({ base: fast.base }, 6)).roughMinutes).toBeGreaterThan(estimateCost(quick, planOf({ base: fast.base }, 4)).roughMinutes);
    expect(minutes({ base: { codec: "svt-av1", preset: 2 } })).toBeGreaterThan(2 * minutes({ base: fast.base }));
    expect(minutes({ base: { codec: "svt-av1", preset: 0 } })).toBeGreaterThan(2 * minutes({ base: { codec: "svt-av1", preset: 2 } }));
    expect(minutes({ base: AV1, transform: { downscale: { factor: "1/2", kernel: "lanczos", upscaler: "lanczos" } } })).toBeLessThan(minutes({ base: AV1 }));
  });

  it("knows a speed for every preset of every codec", () => {
    // An unknown preset would count as 2 million samples a second; only the slowest measured ones are below 2.1.
    const known = [
      ...["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow"].map((preset) => ({ codec: "x265", preset })),
      ...[3, 4, 5, 6, 7, 8, 9, 10].map((preset) => ({ codec: "svt-av1", preset })),
      ...[1, 2, 3, 4, 5].map((cpuUsed) => ({ codec: "vp9", cpuUsed })),
      ...["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"].map((preset) => ({ codec: "x264", preset })),
    ] as PlanInput["base"][];
    const slowest = minutes({ base: { codec: "svt-av1", preset: 3 } });
    for (const base of known) expect(minutes({ base })).toBeLessThanOrEqual(slowest);
  });

  it("counts training by steps, patches and network: half a minute a rung for a network 1-8-8-1", () => {
    const cnn = (settings: object = {}) => minutes({ base: AV1, restore: { kind: "cnn", layers: 3, channels: 8, batch: 8, temporal: false, ...settings } as PlanInput["restore"] }) - minutes({ base: AV1 });
    // 15 rungs of 3,000 steps at 112 a second, two at a time.
    expect(cnn({ layers: 3, channels: 8, steps: 3000, batch: 8, patch: 64 })).toBeCloseTo((15 * 3000) / 112 / 2 / 60, 6);
    expect(cnn({ temporal: true })).toBeGreaterThan(cnn());
    expect(cnn({ steps: 6000 })).toBeCloseTo(2 * cnn({ steps: 3000 }), 6);
    expect(cnn({ channels: 16 })).toBeGreaterThan(3 * cnn({ channels: 8 }));
    expect(minutes({ base: AV1, restore: { kind: "wiener" } }) - minutes({ base: AV1 })).toBeLessThan(cnn() / 3);
    expect(estimateCost(quick, planOf({ base: AV1, restore: { kind: "wiener" } })).includes).toEqual(["training"]);
  });

  it("counts the search for a scene once a clip, and both candidates under it", () => {
    const predictor = { kind: "scene" } as const;
    const slow = { codec: "svt-av1", preset: 2 } as const;
    expect(minutes({ base: { codec: "none" }, predictor })).toBeGreaterThan((3 * 20) / 2 / 60);
    expect(minutes({ base: slow, predictor })).toBeGreaterThan(1.5 * minutes({ base: slow }));
    expect(estimateCost(quick, planOf({ base: slow, predictor })).includes).toEqual(["scene search"]);
  });

  it("counts the trials of measured adaptation: four to nine encodes of a clip that may have cuts, fewer for a scene", () => {
    const slow = { codec: "svt-av1", preset: 0 } as const;
    const film = { ...quick, clips: quick.clips.filter(({ kind }) => kind === "film") };
    const scenes = { ...quick, clips: quick.clips.filter(({ kind }) => kind === "scene") };
    const times = (suite: typeof quick, adapt: object) =>
      estimateCost(suite, planOf({ base: slow, adapt: { kind: "shots", ...adapt } as PlanInput["adapt"] })).roughMinutes / estimateCost(suite, planOf({ base: slow })).roughMinutes;
    expect(times(film, { maxOffset: 3 })).toBeGreaterThan(3.5);
    expect(times(film, { maxOffset: 6 })).toBeGreaterThan(5);
    expect(times(film, { maxOffset: 6, smallest: "1/2" })).toBeLessThan(9);
    expect(times(scenes, {})).toBeCloseTo(1, 6);
    expect(times(film, { rule: "complexity" })).toBeCloseTo(1, 6);
    expect(estimateCost(film, planOf({ base: slow, adapt: { kind: "shots" } })).includes).toEqual(["trial encodes"]);
  });

  it("takes an upload as 720p until its size is known", () => {
    const upload = { ...quick, clips: [{ kind: "upload" as const, id: "upload-1", title: "u", uploadId: "00000000-0000-4000-8000-000000000000", frames: 10 }] };
    expect(estimateCost(upload, null).pixels).toBe(1280 * 720 * 10);
    expect(estimateCost(upload, null, { width: 100, height: 50 }).pixels).toBe(50_000);
  });
});
