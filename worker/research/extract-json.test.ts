import { describe, expect, it } from "vitest";
import { extractJson } from "./extract-json.ts";

describe("extractJson", () => {
  it.each([
    ['{"a":1}'],
    ['```json\n{"a":1}\n```'],
    ['<think>maybe {"a":2}?</think>\n{"a":1}'],
    ['no opening tag </think>{"a":1}'],
    ['Here is the plan: {"a":1} I hope it helps.'],
    ['Set {x | x > 0}, then {"a":1}'],
  ])("finds the object in %j", (reply) => {
    expect(extractJson(reply)).toEqual({ ok: true, value: { a: 1 } });
  });

  it("keeps braces inside strings", () => {
    expect(extractJson('so: {"a":"} \\" {"} end')).toEqual({ ok: true, value: { a: '} " {' } });
  });

  it.each([["", "the reply is empty"], ["I cannot do that.", "the reply holds no JSON object"]])("says what is wrong with %j", (reply, error) => {
    expect(extractJson(reply)).toEqual({ ok: false, error });
  });

  it("reports the parser's message for a broken object", () => {
    expect(extractJson('{"a": 1,')).toMatchObject({ ok: false, error: expect.stringMatching(/JSON|property/) as string });
  });

  it("gives up on a megabyte of opening braces", () => {
    expect(extractJson("{".repeat(1_000_000))).toMatchObject({ ok: false });
  });
});
