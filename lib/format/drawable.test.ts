import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { drawable } from "./drawable.ts";

/** Code points that a TrueType font has glyphs for: its cmap tables of the formats 4 and 12 (OpenType, chapter cmap). */
function pointsOf(font: Buffer): Set<number> {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, index) => 12 + 16 * index);
  const cmap = font.readUInt32BE(tables.find((at) => font.toString("latin1", at, at + 4) === "cmap")! + 8);
  const points = new Set<number>();
  const add = (from: number, to: number) => { for (let point = from; point <= to && point < 0xffff; point += 1) points.add(point); };
  for (let index = 0; index < font.readUInt16BE(cmap + 2); index += 1) {
    const table = cmap + font.readUInt32BE(cmap + 8 + 8 * index);
    const format = font.readUInt16BE(table);
    if (format === 4) {
      const count = font.readUInt16BE(table + 6) / 2;
      for (let segment = 0; segment < count; segment += 1) add(font.readUInt16BE(table + 16 + 2 * count + 2 * segment), font.readUInt16BE(table + 14 + 2 * segment));
    } else if (format === 12) {
      for (let group = 0; group < font.readUInt32BE(table + 12); group += 1) add(font.readUInt32BE(table + 16 + 12 * group), font.readUInt32BE(table + 20 + 12 * group));
    }
  }
  return points;
}

describe("texts of share images", () => {
  it("hold only what the image library's own font draws, so that it never asks the network for another", () => {
    const library = createRequire(import.meta.url).resolve("next/package.json");
    const points = pointsOf(readFileSync(new URL("dist/compiled/@vercel/og/Geist-Regular.ttf", `file://${library}`)));
    const missing = Array.from({ length: 0x2ff0 }, (_, point) => point).filter((point) => !points.has(point) && drawable(`abcdefgh${String.fromCodePoint(point)}x`, 99)?.includes(String.fromCodePoint(point)));
    expect(missing).toEqual([]);
  });

  it("keep letters of Europe, arrows in words, and an ellipsis for the rest", () => {
    expect(drawable("Größe → ČSN 6 × 2 ≈ −3 %", 99)).toBe("Größe to ČSN 6 × 2 ≈ −3 %");
    expect(drawable("Fewer bits 🎉漢字 than HEVC", 99)).toBe("Fewer bits … than HEVC");
    expect(drawable("漢字漢字 AV1", 99)).toBeNull();
  });

  it("are one line of bounded length without hidden characters", () => {
    expect(drawable(`a\u202eb\nc ${"x".repeat(100)}`, 20)).toBe("a b c xxxxxxxxxxxxx…");
  });
});
