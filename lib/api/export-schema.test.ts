import { describe, expect, it } from "vitest";
import { ExportQuerySchema } from "./export-schema.ts";

describe("the query of an export", () => {
  it("names each id of a selection once, or filters", () => {
    expect(ExportQuerySchema.parse({ format: "csv", ids: "b, a,b," })).toEqual({ format: "csv", detail: "row", ids: ["b", "a"], filter: {} });
    expect(ExportQuerySchema.parse({ format: "csv", sort: "reduction", order: "ascending", clip: "granite-pan" })).toMatchObject({ filter: { sort: "reduction", order: "ascending", clip: "granite-pan" } });
    expect(ExportQuerySchema.parse({ format: "json", detail: "record", suite: "quick", text: " x " })).toEqual({ format: "json", detail: "record", ids: null, filter: { suite: "quick", text: "x" } });
  });

  for (const query of [
    { format: "csv", detail: "record" }, { format: "csv", ids: "a", suite: "quick" }, { format: "csv", ids: "a", sort: "runtime" }, { format: "xlsx" }, {}, { format: "csv", ids: "" }, { format: "csv", ids: "../x" }, { format: "csv", limit: "3" },
    { format: "csv", ids: Array.from({ length: 101 }, (_, index) => `e${index}`).join(",") },
  ]) {
    it(`is refused: ${JSON.stringify(query).slice(0, 60)}`, () => expect(ExportQuerySchema.safeParse(query).success).toBe(false));
  }
});
