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

  // Each took a minute or more, in which no heartbeat could be sent, or could not be stored afterwards.
  it.each([
    ["opening tags of thoughts", "<think>".repeat(140_000), "the reply holds no JSON object"],
    ["closing tags of thoughts", "</think>".repeat(120_000), "the reply is empty"],
    ["nesting", `${'{"a":'.repeat(160_000)}1${"}".repeat(160_000)}`, "the object is nested too deeply"],
  ])("reads a megabyte of %s in one go", (_what, reply, error) => {
    expect(extractJson(reply)).toEqual({ ok: false, error });
  });

  it("makes half of an emoji readable, since no store takes it", () => {
    expect(extractJson('{"why":"\\ud83c and \\ud83c\\udfac"}')).toEqual({ ok: true, value: { why: "\ufffd and 🎬" } });
  });

  it.each(["null", "12", '"baseline"', "[1]"])("hands %s on as it is, for the schema to refuse", (reply) => {
    expect(extractJson(reply)).toEqual({ ok: true, value: JSON.parse(reply) as unknown });
  });
});
