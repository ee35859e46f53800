import { describe, expect, it } from "vitest";
import type { RdPoint } from "../experiment/schema.ts";
import { PlanSchema, type PlanInput } from "../plan/schema.ts";
import { HOPELESS_PERCENT, hopelessFrom, judgeScreen, savingAt, screenedClip, screenedRungs } from "./screening.ts";

const point = (crf: number, kbps: number, psnrYuv: number | null): RdPoint => ({
  crf, kbps, psnrYuv, bytes: Math.round(kbps * 250), psnrY: psnrYuv, psnrU: psnrYuv, psnrV: psnrYuv, ssimY: 0.9, vmaf: null, vmafNeg: null, encodeMs: 1, decodeMs: 1, sha256: `s${crf}`, decodedSha256: `d${crf}`,
});
const BASELINE = [17, 22, 27, 32, 37].map((crf, index) => point(crf, 2000 / 2 ** index, 46 - 2.5 * index));
const plan = (input: Partial<PlanInput> = {}) => PlanSchema.parse({ base: { codec: "svt-av1" }, rungs: [20, 30, 40, 50].map((crf) => ({ crf })), ...input });
const film = (width: number, frames: number) => ({ kind: "film" as const, width, height: 360, frames });
const scene = (width: number) => ({ kind: "scene" as const, width, height: 64, frames: 8 });

describe("what is looked at", () => {
  it("is the film clip with the fewest samples, the first of equals, however cheap a generated clip is", () => {
    const clips = [film(640, 96), film(640, 48), film(320, 96), scene(64)];
    expect(screenedClip(clips)).toBe(clips[1]);
  });

  it("is the cheapest clip where there is no film", () => {
    const clips = [scene(128), scene(64), scene(64)];
    expect(screenedClip(clips)).toBe(clips[1]);
    expect(screenedClip([])).toBeUndefined();
  });

  it("are the two rungs in the middle of the ladder", () => {
    const rungs = (crfs: number[]) => screenedRungs({ rungs: crfs.map((crf) => ({ crf })) });
    expect(rungs([20, 30, 40, 50])).toEqual([30, 40]);
    expect(rungs([20, 30, 40, 50, 60])).toEqual([40, 50]);
    expect(rungs([10, 20, 30, 40, 50, 60])).toEqual([30, 40]);
  });
});

describe("a rung's saving", () => {
  it("is its rate against the baseline's curve at the same quality", () => {
    // Half of the rate that the baseline needs on its third rung, and twice that of its second.
    expect(savingAt(BASELINE, point(40, 250, 41))).toBeCloseTo(50, 9);
    expect(savingAt(BASELINE, point(30, 2000, 43.5))).toBeCloseTo(-100, 9);
    for (const same of BASELINE) expect(savingAt(BASELINE, same)).toBeCloseTo(0, 9);
  });

  it("is none where the baseline's curve does not reach the quality, or is no curve", () => {
    expect(savingAt(BASELINE, point(40, 250, 46.01))).toBeNull();
    expect(savingAt(BASELINE, point(40, 250, 35.9))).toBeNull();
    expect(savingAt(BASELINE, point(40, 250, null))).toBeNull();
    expect(savingAt(BASELINE.slice(2), point(40, 250, 40))).toBeNull();
  });
});

describe("a plan is hopeless", () => {
  const judge = (...savings: (number | null)[]) => judgeScreen(savings.map((reductionPercent, index) => ({ point: point(30 + index, 100, 40), reductionPercent })), HOPELESS_PERCENT, "Meadow");

  it("only if both rungs have a number and both need at least 35 % more bits", () => {
    expect(judge(-35, -50).outcome).toBe("hopeless");
    expect(judge(-34.9, -80).outcome).toBe("passed");
    expect(judge(-80, null).outcome).toBe("passed");
    expect(judge(null, null).outcome).toBe("passed");
    expect(judge(12, -30).outcome).toBe("passed");
    expect(judge().outcome).toBe("passed");
  });

  it("with the numbers in its reason", () => {
    expect(judge(-41.26, -38).reason).toBe("CRF 30 needs 41.3 % more bits and CRF 31 needs 38.0 % more bits against x265 medium at equal PSNR-YUV on Meadow; with 35 % more on both it cannot win, so the suite was not measured");
    expect(judge(8.04, null).reason).toBe("CRF 30 needs 8.0 % fewer bits and CRF 31 has a quality that the baseline's curve does not reach against x265 medium at equal PSNR-YUV on Meadow; only 35 % more on both would have ended it here");
  });

  it("from 35 %, and from more where a scene program may leave nothing of the suite's generated clips", () => {
    const suite = [film(640, 48), film(640, 60), scene(640)];
    const predictor = { kind: "scene" as const };
    expect(hopelessFrom(plan(), suite, suite[0]!)).toEqual({ percent: 35 });
    // (-85 - 85 + 100) / 3 is still a loss.
    expect(hopelessFrom(plan({ predictor }), suite, suite[0]!)).toEqual({ percent: 85 });
    expect(hopelessFrom(plan({ predictor }), suite.slice(0, 2), suite[0]!)).toEqual({ percent: 35 });
    expect(hopelessFrom(plan({ predictor }), [scene(64)], scene(64))).toEqual({ percent: 35 });
  });

  it("never by a look that cannot tell: film grain, or one generated clip for others under a scene program", () => {
    expect(hopelessFrom(plan({ base: { codec: "svt-av1", filmGrain: 8 } }), [film(640, 48)], film(640, 48))).toMatchObject({ skip: expect.stringContaining("track of its own") as string });
    expect(hopelessFrom(plan({ predictor: { kind: "scene" } }), [scene(64), scene(128)], scene(64))).toMatchObject({ skip: expect.stringContaining("one clip tells nothing") as string });
  });
});
