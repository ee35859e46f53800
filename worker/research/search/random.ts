export { mulberry32 as createRandom } from "#lib/random/mulberry32.ts";

/** 32-bit FNV-1a of a text: a seed that follows from a history. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** One of the values. */
export function pick<T>(values: readonly T[], random: () => number): T | undefined {
  return values[Math.floor(random() * values.length)];
}

/** A draw around 0 with deviation 1: the sum of twelve uniform draws less six. */
export function bell(random: () => number): number {
  let sum = -6;
  for (let index = 0; index < 12; index += 1) sum += random();
  return sum;
}
