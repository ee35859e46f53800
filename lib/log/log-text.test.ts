import { describe, expect, it } from "vitest";
import { wellFormed } from "../format/plain-text.ts";
import { LINE_CHARACTERS } from "./limits.ts";
import { lineText, parseLine, writeLine } from "./line-text.ts";
import { createLogBuffer } from "./log-buffer.ts";
import { redact } from "./redact.ts";
import type { LogLine } from "./schema.ts";

const line = (text: string, change: Partial<LogLine> = {}): LogLine => ({ at: "2026-01-02T03:04:05.678Z", attempt: 1, level: "info", stage: "encode", text, ...change });

describe("a line of the log", () => {
  it("comes back from its text as it was", () => {
    for (const each of [line("gravel at CRF 22: 1,234 bytes"), line("an error: “ä” 1 warn x", { level: "error", stage: null, attempt: 12 }), line("| at f (file.ts:1:2)", { stage: "validate", level: "debug" })]) {
      expect(parseLine(writeLine(each).trimEnd())).toEqual(each);
    }
  });

  it("is not read from other text", () => {
    for (const text of ["", "# Log of experiment x", "2026-01-02T03:04:05.678Z 1 loud encode x", "2026-01-02T03:04:05.678Z 0 info encode x", "yesterdayZ 1 info encode x"]) expect(parseLine(text)).toBeNull();
  });

  it("cannot be forged by line breaks, hides nothing and is of bounded length", () => {
    expect(lineText("one\n2026-01-02T03:04:05.678Z 1 error encode two\u202e\u0007")).toBe("one 2026-01-02T03:04:05.678Z 1 error encode two");
    expect(lineText("x".repeat(100_000))).toHaveLength(LINE_CHARACTERS);
    const halved = lineText(`${"x".repeat(LINE_CHARACTERS - 2)}😀😀`);
    expect(wellFormed(halved)).toBe(halved);
  });
});

describe("secrets", () => {
  it.each([
    ["the configured key", "401 for key hunter2-of-the-lab", "hunter2"],
    ["a model's key", "Incorrect API key provided: sk-proj-abcdefghijklmnop", "sk-proj"],
    ["an AWS key id", "AccessDenied for AKIAABCDEFGHIJKLMNOP", "AKIA"],
    ["a header", "authorization: Bearer eyJhbGciOi.J9.abc", "eyJ"],
    ["a query", "GET https://s3/x?X-Amz-Signature=0123456789abcdef&X-Amz-Credential=me%2F2026", "0123456789abcdef"],
    ["an address with a password", "http://lab:pa55word@127.0.0.1:4000", "pa55word"],
    ["a pair", 'api_key="abcd1234efgh" aws_secret_access_key=zzzz/yyyy+xxxx', "zzzz"],
  ])("%s does not reach a line", (_, text, secret) => {
    const plain = redact(text, ["hunter2-of-the-lab"]);
    expect(plain).not.toContain(secret);
    expect(plain).toContain("(secret)");
  });

  it("leaves plain facts alone", () => {
    const text = "proposal, call 2 of gpt: timeout, 8.2 s, 5120 + 640 tokens: sha256 0123456789ab, preset=6:crf=30";
    expect(redact(text, ["a", ""])).toBe(text);
  });
});

describe("the buffer of an attempt", () => {
  it("keeps the first lines and what is vital, and says how many it left out where it did", () => {
    const buffer = createLogBuffer({ attempt: 1, most: 3, reserved: 2 });
    for (let index = 1; index <= 6; index += 1) buffer.add(line(`line ${index}`), false);
    buffer.add(line("stage ended"), true);
    buffer.add(line("line 7"), false);
    buffer.close("2026-01-02T03:04:06.000Z");
    expect(buffer.take(100).map(({ text }) => text)).toEqual([
      "line 1", "line 2", "line 3", expect.stringMatching(/^3 lines left out here/), "stage ended", expect.stringMatching(/^1 line left out here/),
    ]);
  });

  it("bounds vital lines as well", () => {
    const buffer = createLogBuffer({ attempt: 1, most: 2, reserved: 1 });
    for (let index = 1; index <= 50; index += 1) buffer.add(line(`error ${index}`), true);
    buffer.close("2026-01-02T03:04:06.000Z");
    expect(buffer.size).toBe(4);
  });

  it("gives lines that could not be stored again, in their order", () => {
    const buffer = createLogBuffer({ attempt: 1 });
    for (const text of ["a", "b", "c"]) buffer.add(line(text), false);
    const taken = buffer.take(2);
    buffer.putBack(taken);
    expect(buffer.take(9).map(({ text }) => text)).toEqual(["a", "b", "c"]);
  });
});
