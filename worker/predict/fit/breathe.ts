/** Called between pieces of work: stops what was aborted, and lets the event loop turn when it has waited long. */
export type Breathe = () => Promise<void>;

/** Longest time in milliseconds that a search keeps the event loop from turning, as far as its pieces are short. */
const LONGEST_HOLD = 100;

/**
 * A `Breathe` that throws the signal's reason once it is aborted. The clock decides only when the loop turns, never what is found.
 * @param now milliseconds of a clock that does not go back.
 */
export function createBreathe(signal?: AbortSignal, now: () => number = () => performance.now()): Breathe {
  let last = now();
  return async () => {
    signal?.throwIfAborted();
    if (now() - last < LONGEST_HOLD) return;
    // A macrotask: messages and timers, which abort, come in between.
    await new Promise<void>((resolve) => setImmediate(resolve));
    last = now();
    signal?.throwIfAborted();
  };
}
