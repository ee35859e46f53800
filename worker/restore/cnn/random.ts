/** Source of pseudo-random numbers that is the same everywhere. */
export interface Random {
  /** 0 <= value < 1, 32 bits. */
  next(): number;
  /** 0 <= value < bound, an integer. */
  below(bound: number): number;
}

/** SplitMix32: a counter with an avalanche function (after Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x9e3779b9) >>> 0;
    let value = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    value = Math.imul(value ^ (value >>> 15), 0x735a2d97);
    return ((value ^ (value >>> 15)) >>> 0) / 2 ** 32;
  }
  return { next, below: (bound) => Math.floor(next() * bound) };
}
