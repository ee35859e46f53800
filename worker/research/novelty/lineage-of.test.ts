import { describe, expect, it } from "vitest";
import { PlanSchema, type Plan } from "#lib/plan/schema.ts";
import { digestRow } from "#lib/research/summarise.ts";
import { makeExperiment, makePlan, summaryOf } from "../experiment.fixture.ts";
import { lineageOf, nearestMeasured } from "./lineage-of.ts";

const av1 = (settings: Record<string, unknown> = {}): Plan => makePlan({ codec: "svt-av1", ...settings });
const withParts = (plan: Plan, change: Record<string, unknown>): Plan => PlanSchema.parse({ ...plan, ...change });

describe("the lineage of a plan", () => {
  it("names the settings that changed, from and to", () => {
    expect(lineageOf(av1({ preset: 4, aqMode: 0 }), { id: "six", plan: av1() }, "researcher")).toEqual({
      parentId: "six", by: "researcher", distance: expect.closeTo(1.2, 9) as number, rungsChanged: false,
      changes: [{ name: "base/svt-av1/preset", setting: "preset", from: 6, to: 4 }, { name: "base/svt-av1/aqMode", setting: "aqMode", from: 2, to: 0 }],
    });
  });

  it("stands at null where a part is absent, on either side", () => {
    const bare = av1();
    const full = withParts(bare, { restore: { kind: "cnn", before: "wiener" } });
    const changes = [{ name: "restore", setting: "restore", from: "none", to: "cnn" }, { name: "restore/cnn/before", setting: "before", from: null, to: "wiener" }];
    expect(lineageOf(full, { id: "bare", plan: bare }, "person").changes).toEqual(changes);
    expect(lineageOf(bare, { id: "full", plan: full }, "person").changes).toEqual(changes.map(({ from, to, ...rest }) => ({ ...rest, from: to, to: from })));
  });

  it("has distance 0 and no change where only the rungs moved", () => {
    const moved = withParts(av1(), { rungs: [20, 30, 40, 50].map((crf) => ({ crf })) });
    expect(lineageOf(moved, { id: "six", plan: av1() }, "nearest")).toEqual({ parentId: "six", by: "nearest", distance: 0, changes: [], rungsChanged: true });
  });
});

describe("the nearest measured plan", () => {
  const rows = (...made: [string, Plan, number | null][]) => made.map(([id, plan, reduction]) => digestRow(summaryOf(makeExperiment({ id, plan, reduction }))));

  it("is the one with the fewest and smallest differences, the better of equals", () => {
    expect(nearestMeasured(av1({ preset: 3 }), rows(["six", av1(), 30], ["four", av1({ preset: 4 }), 20], ["two", av1({ preset: 2 }), 35], ["hevc", makePlan({ codec: "x265" }), 5]))?.id).toBe("two");
  });

  it("is none without a measurement", () => {
    expect(nearestMeasured(av1(), rows(["curve", av1(), null]))).toBeNull();
  });
});
