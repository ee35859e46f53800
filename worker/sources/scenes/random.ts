import { mulberry32 } from "#lib/random/mulberry32.ts";

/** Mixes 32 bits so that neighbouring inputs give unrelated outputs (the finaliser of MurmurHash3). */
export function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A stream of numbers in 0..1 that depends on the seed and the stream's number only. */
export function createRandom(seed: number, stream: number): () => number {
  return mulberry32(mix(seed ^ mix(stream + 0x9e3779b9)));
}

/**
 * Adds noise of the given standard deviation (code values) to a run of samples, kept within 16..235. The sum of a
 * random word's four bytes is near enough to normal; its own deviation is 147.8.
 */
export function addNoise(samples: Uint8Array, start: number, end: number, deviation: number, seed: number): void {
  const scale = deviation / 147.8;
  let state = mix(seed) | 1;
  for (let at = start; at < end; at += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const sum = (state & 255) + ((state >>> 8) & 255) + ((state >>> 16) & 255) + (state >>> 24) - 510;
    const value = Math.floor(samples[at]! + sum * scale + 0.5);
    samples[at] = value < 16 ? 16 : value > 235 ? 235 : value;
  }
}
