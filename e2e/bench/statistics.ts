/** The middle of the values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Wall time of a step, ms. */
export async function timed<T>(step: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const from = performance.now();
  const value = await step();
  return { ms: performance.now() - from, value };
}

/**
 * Times several things in turn, round by round (A B C, A B C, ...), so that a drift of the machine's speed meets all alike.
 * @returns the median of each, ms
 */
export async function timeInTurn<K extends string>(steps: Record<K, () => Promise<unknown>>, rounds: number): Promise<Record<K, number>> {
  const names = Object.keys(steps) as K[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (const name of names) await steps[name](); // Warm up: connections, compiled code.
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) times[name].push((await timed(steps[name])).ms);
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<K, number>;
}
