import { wellFormed } from "../format/plain-text.ts";

/** What XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets), not even escaped. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/g;
const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Any text as character data or attribute value. */
export function xmlText(text: string): string {
  return wellFormed(text).replace(FORBIDDEN, "").replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
