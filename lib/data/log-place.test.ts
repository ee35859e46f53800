import { describe, expect, it } from "vitest";
import { InvalidCursorError } from "../errors.ts";
import { readLogPlace, writeLogPlace } from "./log-place.ts";

describe("a place in a log", () => {
  it("comes back from its text", () => {
    for (const place of [{ kind: "live", attempt: 3, chunk: 0 }, { kind: "kept", attempt: 1, offset: 131_072 }] as const) expect(readLogPlace(writeLogPlace(place))).toEqual(place);
  });

  it("is nothing else", () => {
    for (const text of ["", "live", "live-0-1", "live-1", "live-1--1", "live-1-01", "kept-1-1e3", "kept-1-99999999999", "dead-1-1", "kept-../x-1", "live-1-1 "]) {
      expect(() => readLogPlace(text), text).toThrow(InvalidCursorError);
    }
  });
});
