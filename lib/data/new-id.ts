import { randomInt } from "node:crypto";

/** Consonants only: no word by accident, and no digit that a check of the numbers in prose could take for a measurement. */
const ALPHABET = "bcdfghjkmnpqrstvwxz";

/** An id such as `exp-mkqzrtbwhd`: short enough to be quoted in prose, 19^10 (about 42 bits) of room. */
export function newId(prefix: string): string {
  return `${prefix}-${Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("")}`;
}
