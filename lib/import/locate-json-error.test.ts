import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locateJsonError, nestingOf } from "./locate-json-error.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("the place where a text stops being JSON", () => {
  for (const [what, text, line, column, message] of [
    ["a word that is none", '{\n  "a": tru\n}', 2, 8, /value was expected, not "t"/],
    ["a comma before the end", '{"a": 1,}', 1, 9, /name in double quotes/],
    ["a missing comma", '[1 2]', 1, 4, /"," or "\]"/],
    ["an end too early", '{"a": [1, 2', 1, 12, /ends before \] closes/],
    ["a line break in a string", '{"a": "x\ny"}', 1, 7, /control character/],
    ["a bad escape", '["\\x"]', 1, 2, /bad escape/],
    ["something after the end", '{} {}', 1, 4, /nothing may follow/],
    ["a missing colon", '{"a" 1}', 1, 6, /":" was expected/],
    ["nothing", "", 1, 1, /no value/],
    ["a number with a leading zero", "[01]", 1, 3, /"," or "\]"/],
  ] as const) {
    it(`is found for ${what}`, () => {
      expect(locateJsonError(text)).toMatchObject({ line, column, message: expect.stringMatching(message) });
    });
  }

  it("is found exactly when JSON.parse refuses the text", () => {
    const broken = fc.tuple(fc.json(), fc.nat(), fc.constantFrom("", ",", "]", "}", '"', "\\", "0", "x", "\n")).map(([text, at, piece]) => text.slice(0, at % (text.length + 1)) + piece + text.slice((at % (text.length + 1)) + 1));
    fc.assert(fc.property(fc.oneof(fc.json(), broken), (text) => (locateJsonError(text) === null) === isJson(text)), { numRuns: 400 });
  });

  it("does not depend on how deep brackets nest", () => {
    const deep = "[".repeat(200_000);
    expect(locateJsonError(deep)?.offset).toBe(200_000);
    expect(nestingOf(deep)).toBe(200_000);
    expect(nestingOf('{"a[[[": "]\\"{{{", "b": [[1]]}')).toBe(3);
  });
});
