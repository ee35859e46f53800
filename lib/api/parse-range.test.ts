import { describe, expect, it } from "vitest";
import { parseRange } from "./parse-range.ts";

describe("Range header", () => {
  it.each([
    [null, null],
    ["bytes=0-99", { start: 0, end: 99 }],
    ["bytes=100-", { start: 100, end: 999 }],
    ["bytes=-100", { start: 900, end: 999 }],
    ["bytes=-5000", { start: 0, end: 999 }],
    ["bytes=990-5000", { start: 990, end: 999 }],
    ["bytes=999-999", { start: 999, end: 999 }],
    ["bytes=1000-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=50-20", null],
    ["bytes=0-1,5-6", null],
    ["bytes=-", null],
    ["items=0-1", null],
    ["bytes=a-b", null],
  ])("%s of 1000 bytes is %j", (header, expected) => {
    expect(parseRange(header, 1000)).toEqual(expected);
  });
});
