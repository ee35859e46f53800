import { describe, expect, it } from "vitest";
import { cut, flatten, wellFormed } from "./plain-text.ts";

describe("text of others", () => {
  it("is never cut in the middle of an emoji", () => {
    expect(cut("ab🎬c", 3)).toBe("ab");
    expect(cut("ab🎬c", 4)).toBe("ab🎬");
    expect(cut("abc", 3)).toBe("abc");
  });
  it("has a UTF-8 form, whatever it came as", () => {
    expect(wellFormed("a\ud83cb\udfac🎬")).toBe("a\ufffdb\ufffd🎬");
  });
  it("hides nothing and fakes no line", () => {
    expect(flatten(" a\r\nb\u0000\u2028c\u202egpj.exe\u2066 \u200bd\ufeff")).toBe("a b c gpj.exe d");
  });
});
