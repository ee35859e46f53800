import { describe, expect, it } from "vitest";
import { splitIds } from "./split-ids.ts";

describe("ids in prose", () => {
  it("finds the lab's ids between words and marks, and keeps every character", () => {
    const prose = "Starting from exp-qgwqjsjdhn, not exp-42 (see exp-mbvwgwvgrw): an expert's myexp-abcdefghij stays.";
    expect(splitIds(prose).filter((part) => part.isId).map((part) => part.text)).toEqual(["exp-qgwqjsjdhn", "exp-mbvwgwvgrw"]);
    expect(splitIds(prose).map((part) => part.text).join("")).toBe(prose);
  });
  it("takes nothing from an empty text", () => {
    expect(splitIds("")).toEqual([]);
  });
});
