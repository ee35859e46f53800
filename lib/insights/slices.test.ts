import { describe, expect, it } from "vitest";
import { slicesOf } from "./slices.ts";

const measured = [10, 40, 20, 30, -5].map((percent, index) => ({ id: `e${index}`, percent }));

describe("the results by value of a setting", () => {
  it("stand in the setting's order, with median and best, without experiments that lack the setting", () => {
    const slices = slicesOf({ levels: [null, 2, 6], at: [2, 0, 2, 2, null] }, measured);
    expect(slices.map(({ level, results, medianPercent, best }) => [level, results.map(({ id }) => id), medianPercent, best.id])).toEqual([
      [null, ["e1"], 40, "e1"],
      [6, ["e0", "e2", "e3"], 20, "e3"],
    ]);
  });

  it("take the mean of the middle two for the median of an even number", () => {
    expect(slicesOf({ levels: ["on"], at: [0, 0, null, 0, 0] }, measured)[0]?.medianPercent).toBe(20);
  });
});
