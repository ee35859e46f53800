import { describe, expect, it } from "vitest";
import { intervalDomain, type IntervalRow, placeOf } from "./interval-rows.ts";

const row = (percent: number | null, low?: number, high?: number): IntervalRow => ({
  key: String(percent), label: "", tone: "good", percent, interval: low === undefined || high === undefined ? null : { low, high, level: 0.75, n: 3, method: "bootstrap-exact" },
});

describe("the axis of two intervals", () => {
  it("holds zero, every mark and every end, with room beyond the far ones", () => {
    const domain = intervalDomain([row(24, 18, 30), row(20, -6, 33)]);
    expect(domain.low).toBeLessThan(-6);
    expect(domain.high).toBeGreaterThan(33);
    expect(placeOf(0, domain)).toBeGreaterThan(0);
  });

  it("starts at zero where nothing is below it, and has a width without any figure", () => {
    expect(intervalDomain([row(24, 18, 30)]).low).toBe(0);
    expect(intervalDomain([row(-24)]).high).toBe(0);
    const empty = intervalDomain([row(null)]);
    expect(empty.high).toBeGreaterThan(empty.low);
  });
});
