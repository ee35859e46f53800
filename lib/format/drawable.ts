import { cut, flatten } from "./plain-text.ts";

/**
 * What the font of share images (Geist) draws, as ranges that lib/format/drawable.test.ts holds against the font file. Everything else is left out: for a
 * missing letter or an emoji, the image library would ask servers on the internet.
 */
const NOT_DRAWABLE = /[^\u0020-\u007e\u00a1-\u00a8\u00aa-\u00ac\u00af-\u0113\u0116-\u012b\u012e-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u014d\u0150-\u017e\u0400-\u045f\u1ea0-\u1ef9\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2212\u2248\u2264\u2265\u20ac\u221e]+/gu;

/** Less than this much of a text that can be drawn says nothing any more. */
const LEAST_SHARE = 0.6;

/**
 * A text for an image: one line of at most `most` characters, an ellipsis for what cannot be drawn.
 * @returns null when too little of it can be drawn to be read
 */
export function drawable(text: string, most: number): string | null {
  const whole = flatten(text).replaceAll("\u2192", "to").normalize("NFC");
  const kept = whole.replace(NOT_DRAWABLE, "");
  if (kept.trim() === "" || kept.length < whole.length * LEAST_SHARE) return null;
  const line = whole.replace(NOT_DRAWABLE, "…").replace(/…(?:\s*…)+/g, "…");
  return line.length <= most ? line : `${cut(line, most - 1).trimEnd()}…`;
}
