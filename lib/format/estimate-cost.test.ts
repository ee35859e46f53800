import { describe, expect, it } from "vitest";
import { estimateCost, estimateUploadCost } from "./estimate-cost.ts";

const known = { clips: 3, encodes: 15, baselineEncodes: 15, roughMinutes: 3, pixels: 3_000_000 };

describe("cost of a launch", () => {
  it("is the server's while the researcher decides", () => {
    expect(estimateCost(known, null)).toEqual({ clips: 3, encodes: 15, baselineEncodes: 15, minutes: 3 });
  });
  it("follows the rungs of a plan by hand", () => {
    expect(estimateCost(known, 4)).toMatchObject({ encodes: 12, minutes: 2.7 });
    expect(estimateCost({ ...known, encodes: 0, baselineEncodes: 0 }, 4).minutes).toBe(3);
  });
  it("scales an upload by its pixels", () => {
    expect(estimateUploadCost({ width: 1000, height: 100, frames: 10 }, known, null)).toEqual({ clips: 1, encodes: 5, baselineEncodes: 5, minutes: 1 });
  });
});
