/*
 * Adaptive probability of one binary decision. The estimate starts as a running mean (1/1.5, 1/2.5, ...: parameters are few,
 * so the first bits must teach a lot) and ends as an exponential one with a fixed rate. Integers only.
 */

/** Probabilities are in 1/32768: 15 bits, so that a step's product stays inside 31 bits. */
export const PROBABILITY_BITS = 15;
const ONE = 1 << PROBABILITY_BITS;
/** Never certain: the dearest bit costs 10 bits, the cheapest 0.0014. */
const LEAST = 32;
const MAX_LIMIT = 255;

/** Step after n observations, 1/65536: 65536 / (n + 1.5). */
const STEPS = Int32Array.from({ length: MAX_LIMIT + 1 }, (_, n) => Math.floor(65536 / (n + 1.5)));

/** State of one decision; writer and reader make theirs in the same way and hand it in with every bit. */
export interface Context {
  /** Probability of a zero, 1/32768. */
  zero: number;
  /** Observations so far, up to `limit`. */
  seen: number;
  /** Memory in observations: the step never falls under 1 / (limit + 1.5). */
  readonly limit: number;
}

/** limit: 1..255 observations of memory (default 60). zero: first estimate of a zero's probability, 0..1. */
export function createContext(limit = 60, zero = 0.5): Context {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) throw new RangeError(`A context remembers 1 to ${MAX_LIMIT} bits, not ${limit}.`);
  return { zero: clamp(Math.round(zero * ONE)), seen: 0, limit };
}

export function createContexts(count: number, limit?: number, zero?: number): Context[] {
  return Array.from({ length: count }, () => createContext(limit, zero));
}

/** Learns one bit; called by writer and reader after they used the estimate. */
export function learn(context: Context, bit: number): void {
  const step = STEPS[context.seen] as number;
  const { zero } = context;
  context.zero = bit ? Math.max(LEAST, zero - ((zero * step) >> 16)) : Math.min(ONE - LEAST, zero + (((ONE - zero) * step) >> 16));
  if (context.seen < context.limit) context.seen += 1;
}

const clamp = (zero: number): number => Math.min(ONE - LEAST, Math.max(LEAST, zero));
