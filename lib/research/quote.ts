import { cut, flatten } from "../format/plain-text.ts";

/** Marks where material written by others begins and ends; the system prompt says what that means. */
export const FENCE_OPEN = "<lab-record>";
export const FENCE_CLOSE = "</lab-record>";

function shortened(text: string, most: number): string {
  const flat = flatten(text);
  return flat.length > most ? `${cut(flat, most)}…` : flat;
}

/**
 * A string that somebody else wrote (an upload's name, old prose, a tool's message) as data inside a prompt: one line, cut
 * to `most` characters, in JSON quotes, with angle brackets escaped so that it cannot close the fence around it.
 */
export function quote(text: string, most: number): string {
  return JSON.stringify(shortened(text, most)).replace(/</g, "\\u003c").replace(/>/g, "\\u003e").replace(/`/g, "\\u0060");
}

/** Puts a block of record text between the fences. */
export function fence(body: string): string {
  return `${FENCE_OPEN}\n${body}\n${FENCE_CLOSE}`;
}

/** A text on one line of at most 500 characters, for the log. */
export function oneLine(text: string): string {
  return shortened(text, 500);
}
