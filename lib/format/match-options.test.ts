import { describe, expect, it } from "vitest";
import { matchOptions } from "./match-options.ts";

describe("what was really applied", () => {
  it("pairs settings with options inside parameter lists, and keeps what is left over", () => {
    const { matches, others } = matchOptions(["preset", "aqMode", "cuTree", "refs"], { preset: "slow", "x265-params": "aq-mode=0:no-cutree=1:log-level=none" });
    expect(matches.map((match) => match.passed)).toEqual(["preset=slow", "x265-params: aq-mode=0", "x265-params: no-cutree=1", null]);
    expect(others).toEqual(["x265-params: log-level=none"]);
  });
});
