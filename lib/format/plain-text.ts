/** Halves of surrogate pairs without their other half: no UTF-8 exists for them, and servers refuse JSON that holds one. */
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** Control characters, line and paragraph separators, direction marks and zero-width characters: they fake lines or hide text. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g;

/** The text with U+FFFD for every lone surrogate, as a UTF-8 encoder would write it. */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, "\ufffd");
}

/** The first `most` UTF-16 units at most; never half of a pair, such as half an emoji. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}

/** One line that shows all that it holds: well-formed, without hidden characters and repeated spaces. */
export function flatten(text: string): string {
  return wellFormed(text).replace(HIDDEN, " ").replace(/\s+/g, " ").trim();
}
