/** Marks where material written by others begins and ends; the system prompt says what that means. */
export const FENCE_OPEN = "<lab-record>";
export const FENCE_CLOSE = "</lab-record>";

/** Without control characters; line and paragraph separators and direction marks can fake a new line or hide text. */
function flatten(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/g, " ").replace(/\s+/g, " ").trim();
}

/**
 * A string that somebody else wrote (an upload's name, old prose, a tool's message) as data inside a prompt: one line, cut
 * to `most` characters, in JSON quotes, with angle brackets escaped so that it cannot close the fence around it.
 */
export function quote(text: string, most: number): string {
  const flat = flatten(text);
  const cut = flat.length > most ? `${flat.slice(0, most)}…` : flat;
  return JSON.stringify(cut).replace(/</g, "\\u003c").replace(/>/g, "\\u003e").replace(/`/g, "\\u0060");
}

/** Puts a block of record text between the fences. */
export function fence(body: string): string {
  return `${FENCE_OPEN}\n${body}\n${FENCE_CLOSE}`;
}

/** A text on one line of at most 500 characters, for the log. */
export function oneLine(text: string): string {
  const flat = flatten(text);
  return flat.length > 500 ? `${flat.slice(0, 500)}…` : flat;
}
