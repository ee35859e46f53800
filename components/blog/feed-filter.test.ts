import { describe, expect, it } from "vitest";
import { exportAddress } from "../export/export-button.tsx";
import { feedAddress, readFeedFilter } from "./feed-filter.ts";

describe("the blog's filter in its address", () => {
  it("comes back as it was written", () => {
    const filter = { method: "neural", verdict: "worse", text: "a & b=c" } as const;
    expect(readFeedFilter(Object.fromEntries(new URL(`http://x${feedAddress(filter)}`).searchParams))).toEqual(filter);
    expect(feedAddress({})).toBe("/blog");
  });

  it("leaves out what an address cannot mean", () => {
    expect(readFeedFilter({ method: "magic", verdict: ["better", "worse"], text: "  ", cursor: "x" })).toEqual({ method: undefined, verdict: "better", text: undefined });
    expect(readFeedFilter({ text: "x".repeat(5000) }).text).toHaveLength(200);
  });
});

describe("the address of an export", () => {
  it("names a selection or the filters", () => {
    expect(exportAddress({ ids: ["a", "b"] }, "csv")).toBe("/api/experiments/export?format=csv&ids=a%2Cb");
    expect(exportAddress({ query: { suite: "quick", text: "x y", status: undefined } }, "json", "record")).toBe("/api/experiments/export?format=json&detail=record&suite=quick&text=x+y");
  });
});
