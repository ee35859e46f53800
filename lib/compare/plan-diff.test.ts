import { describe, expect, it } from "vitest";
import { plan } from "./compare.fixtures.ts";
import { diffPlans, type PlanDiff } from "./plan-diff.ts";

const rowsOf = ({ groups }: PlanDiff, minor = false) => groups.flatMap(({ key, rows }) => rows.filter((row) => row.minor === minor).map(({ name, cells }) => [`${key}/${name}`, ...cells.map(({ text }) => text)]));

describe("the difference of plans", () => {
  it("is nothing between equal plans", () => {
    const { groups, alike } = diffPlans([plan(), plan()]);
    expect(groups).toEqual([]);
    expect(alike).toBeGreaterThan(10);
  });

  it.each([
    ["a setting", [{ base: { codec: "svt-av1", preset: 4 } }, {}], [["base/preset", "4", "6"]]],
    ["a switch, in words", [{ base: { codec: "svt-av1", temporalFilter: false } }, {}], [["base/temporalFilter", "off", "on"]]],
    ["what is left to the preset", [{ base: { codec: "x265", bframes: 5 } }, { base: { codec: "x265" } }], [["base/bframes", "5", "as the preset"]]],
    ["the operating points", [{}, { rungs: [21, 31, 41, 51].map((crf) => ({ crf })) }], [["rungs/crf", "20, 30, 40, 50", "21, 31, 41, 51"]]],
    ["a part that one of them has", [{ restore: { kind: "wiener" } }, {}], [["restore/", "Wiener filters", "—"]]],
    ["a part of another kind, with what they set differently", [{ restore: { kind: "wiener", chroma: false } }, { restore: { kind: "cnn" } }], [["restore/", "Wiener filters", "Network (CNN)"], ["restore/chroma", "off", "on"]]],
    ["a list, whatever its order", [{ predictor: { kind: "scene", layers: ["waves", "gradient"] } }, { predictor: { kind: "scene", layers: ["gradient", "waves"] } }], []],
  ] as const)("shows %s", (_name, inputs, rows) => {
    expect(rowsOf(diffPlans(inputs.map((input) => plan(input as never))))).toEqual(rows);
  });

  it("shows settings of a part that only one has where they were set on purpose, and keeps its defaults apart", () => {
    const diff = diffPlans([plan({ restore: { kind: "wiener", classes: 4 } }), plan()]);
    expect(rowsOf(diff)).toEqual([["restore/", "Wiener filters", "—"], ["restore/classes", "4", "—"]]);
    expect(rowsOf(diff, true)).toContainEqual(["restore/clipped", "on", "—"]);
  });

  it("puts settings of one name in one row whatever the codec", () => {
    const rows = rowsOf(diffPlans([plan({ base: { codec: "x265", preset: "slow" } }), plan()]));
    expect(rows[0]).toEqual(["base/", "x265", "SVT-AV1"]);
    expect(rows).toContainEqual(["base/preset", "slow", "6"]);
    expect(rows.some(([name]) => name === "base/keyint")).toBe(false);
  });

  it("takes a record without a plan for nothing that differs", () => {
    expect(diffPlans([plan(), null]).groups).toEqual([]);
    const [row] = diffPlans([plan({ base: { codec: "svt-av1", preset: 2 } }), null, plan()]).groups[0]!.rows;
    expect(row?.cells.map(({ text }) => text)).toEqual(["2", "no plan on record", "6"]);
  });
});
