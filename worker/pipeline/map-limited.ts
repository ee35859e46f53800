/**
 * Runs `task` over the items, at most `limit` at once, in order of start. The first error aborts the others through the
 * signal they got, and is thrown when all have ended: nothing runs on behind a failure.
 */
export async function mapLimited<T, R>(items: readonly T[], limit: number, signal: AbortSignal, task: (item: T, signal: AbortSignal) => Promise<R>): Promise<R[]> {
  // Not AbortSignal.any: Node 20 may collect such a signal as garbage while somebody still waits for it.
  const stop = new AbortController();
  const all = stop.signal;
  const forward = () => stop.abort(signal.reason);
  if (signal.aborted) forward();
  else signal.addEventListener("abort", forward, { once: true });
  const results = new Array<R>(items.length);
  let first: { error: unknown } | null = null;
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length && !all.aborted) {
      const index = next;
      next += 1;
      try {
        results[index] = await task(items[index]!, all);
      } catch (error) {
        first ??= { error };
        stop.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  signal.removeEventListener("abort", forward);
  signal.throwIfAborted();
  if (first) throw (first as { error: unknown }).error;
  return results;
}
