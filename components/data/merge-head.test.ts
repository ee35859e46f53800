import { describe, expect, it } from "vitest";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { mergeHead } from "./merge-head.ts";

const row = (id: string, createdAt: string) => ({ id, createdAt }) as ExperimentSummary;

describe("the polled newest page over the loaded ones", () => {
  const old = [row("d", "4"), row("c", "3"), row("b", "2"), row("a", "1")];

  it("puts new rows on top and says nothing twice", () => {
    expect(mergeHead([row("e", "5"), row("d", "4")], old).map((each) => each.id)).toEqual(["e", "d", "c", "b", "a"]);
  });
  it("drops rows that left the filter", () => {
    expect(mergeHead([row("e", "5"), row("c", "3")], old).map((each) => each.id)).toEqual(["e", "c", "b", "a"]);
  });
  it("is empty when nothing fits any more", () => {
    expect(mergeHead([], old)).toEqual([]);
  });
});
