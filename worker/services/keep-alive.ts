import { setTimeout as sleep } from "node:timers/promises";
import type { Child } from "./child.ts";

export interface KeepAliveOptions {
  start: () => Child;
  say: (line: string) => void;
  /** Ends the keeping; the child is stopped by whoever aborts. */
  signal: AbortSignal;
  /** Pauses before the restarts, ms; after the last one it is left down. */
  pausesMs?: readonly number[];
  /** Running this long counts as a good start and makes the pauses begin anew, ms. */
  goodMs?: number;
  now?: () => number;
}

export const PAUSES_MS = [1_000, 2_000, 5_000, 15_000, 30_000];

/**
 * Keeps one child running: restarts it with growing pauses, a bounded number of times in a row.
 * @returns the child that runs at the moment.
 */
export function keepAlive({ start, say, signal, pausesMs = PAUSES_MS, goodMs = 60_000, now = Date.now }: KeepAliveOptions): { current: () => Child } {
  let child = start();
  const keep = async () => {
    let deaths = 0;
    for (;;) {
      const startedAt = now();
      const how = await child.exited;
      if (signal.aborted) return;
      deaths = now() - startedAt >= goodMs ? 1 : deaths + 1;
      const pause = pausesMs[deaths - 1];
      if (pause === undefined) {
        say(`The ${child.name} ${how}, ${deaths} times in a row, and is left down. It said last:\n${child.tail()}\nStart one by hand with "npm run worker".`);
        return;
      }
      say(`The ${child.name} ${how}; starting it again in ${pause / 1000} s.`);
      await sleep(pause, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      child = start();
    }
  };
  void keep();
  return { current: () => child };
}
