import { describe, expect, it } from "vitest";
import { planTiming, resample } from "./upload-timing.ts";

const unknown = { num: 0, den: 1 };
const at = (num: number, den = 1) => ({ num, den });
const count = (frames: number): number[] => Array.from({ length: frames }, (_, index) => index);
const plan = (changes: Partial<Parameters<typeof planTiming>[0]>) =>
  planTiming({ times: [], tick: 1e-3, nominal: unknown, average: unknown, maxFrames: 600, ...changes });

describe("the constant frame rate of a clip", () => {
  it("is the container's when the timestamps agree, and every frame is used once", () => {
    const times = count(40).map((index) => 5 + (index * 1001) / 30_000);
    expect(plan({ times, tick: 1 / 30_000, nominal: at(30_000, 1001) })).toEqual({ rate: at(30_000, 1001), picks: count(40), notes: [] });
  });

  it("is found behind Matroska's milliseconds", () => {
    const times = count(60).map((index) => Math.round((index * 1000) / 30) / 1000);
    expect(plan({ times, nominal: unknown, average: unknown })).toEqual({ rate: at(30), picks: count(60), notes: [] });
  });

  it("stays an unusual one when the container and the timestamps say so", () => {
    const times = count(30).map((index) => index / 17);
    expect(plan({ times, tick: 1 / 17_000, average: at(17) }).rate).toEqual(at(17));
  });

  it("is the nominal one when frames are only missing, and repeats the frame before", () => {
    const kept = [0, 1, 3, 4, 5, 6, 8, 9, 10, 11, 12];
    const timing = plan({ times: kept.map((index) => index / 24), tick: 1 / 12_288, nominal: at(24), average: at(21) });
    expect(timing.rate).toEqual(at(24));
    expect(timing.picks).toEqual([0, 1, 1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10]);
    expect(timing.notes).toEqual(["Variable frame rate: resampled to a constant 24 fps (2 frames repeated, 0 left out)."]);
  });

  it("is the average when timestamps lie on no grid", () => {
    let time = 0;
    const times = count(50).map((index) => (time += 0.03 + 0.02 * ((index * 7) % 5)));
    const timing = plan({ times, nominal: at(90_000), average: at(14) });
    const average = 49 / (times[49]! - times[0]!);
    expect(timing.rate.num / timing.rate.den).toBeCloseTo(average, 0);
    expect(timing.notes[0]).toMatch(/^Variable frame rate: resampled/);
    expect(timing.picks).toHaveLength(50);
  });

  it("is the nominal one by counting when there are no timestamps", () => {
    const timing = plan({ times: new Array<number>(12).fill(NaN), nominal: at(50) });
    expect(timing).toEqual({ rate: at(50), picks: count(12), notes: ["The file has no usable timestamps: its frames are taken at 50 fps."] });
  });

  it("is bounded: two frames an hour apart are not a frame rate", () => {
    expect(plan({ times: [0, 3600, 7200], nominal: at(1, 3600), maxFrames: 100 }).rate).toEqual({ num: 1000, den: 1000 });
  });

  it("uses no more frames than were asked for", () => {
    const times = count(100).map((index) => index / 25);
    expect(plan({ times, nominal: at(25), maxFrames: 30 }).picks).toEqual(count(30));
    expect(resample([0, 1, 2], at(25), 30)).toHaveLength(30);
  });
});
