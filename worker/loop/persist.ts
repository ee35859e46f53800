import { setTimeout as sleep } from "node:timers/promises";
import { StorageUnavailableError } from "#lib/errors.ts";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** How long a store may be away before an experiment ends because of it, ms. */
export const PATIENCE_MS = 10 * 60_000;

export interface PersistOptions {
  what: string;
  log: (message: string) => void;
  signal?: AbortSignal;
  patienceMs?: number;
}

/**
 * Tries a request to a store again while the store is away, with growing pauses, for ten minutes, so that an outage
 * costs patience and not the result. Any other error is not mended by waiting and is thrown at once.
 * @throws what the last try threw, when patience or the signal ends
 */
export async function persist<T>(request: () => Promise<T>, { what, log, signal, patienceMs = PATIENCE_MS }: PersistOptions): Promise<T> {
  const started = Date.now();
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof StorageUnavailableError) || signal?.aborted || Date.now() - started > patienceMs) throw error;
      log(`${what} did not succeed, trying again in ${pause / 1000} s: ${error.message}`);
      await sleep(pause, undefined, { signal }).catch(() => {}); // An abort only ends the pause: one last try follows.
    }
  }
}
