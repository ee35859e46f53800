import { setTimeout as sleep } from "node:timers/promises";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const PATIENCE_MS = 10 * 60_000;

/**
 * Tries a write again until it is through, with growing pauses, for ten minutes. Meant for the last write of a run, so
 * that a store that is away for a while costs patience and not the result.
 * @throws what the last try threw, when patience or the signal ends
 */
export async function persist<T>(write: () => Promise<T>, { what, log, signal }: { what: string; log: (message: string) => void; signal?: AbortSignal }): Promise<T> {
  const started = Date.now();
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await write();
    } catch (error) {
      if (signal?.aborted || Date.now() - started > PATIENCE_MS) throw error;
      log(`${what} did not succeed, trying again in ${pause / 1000} s: ${error instanceof Error ? error.message : String(error)}`);
      await sleep(pause, undefined, { signal }).catch(() => {}); // An abort only ends the pause: one last try follows.
    }
  }
}
