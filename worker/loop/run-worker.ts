import { setTimeout as sleep } from "node:timers/promises";

/** The verbs that the loop needs; it knows no storage. */
export interface WorkerVerbs<Job> {
  /** The next job, or null when there is none. */
  claim(): Promise<Job | null>;
  /** Runs and settles one job. */
  run(job: Job): Promise<void>;
}

export interface LoopOptions {
  name: string;
  idleMs: number;
  signal: AbortSignal;
  log: (level: "debug" | "info" | "warn" | "error", message: string) => void;
}

const LONGEST_PAUSE_MS = 15_000;

/**
 * Claims and runs jobs until the signal aborts. An error of the store (or of anything else) is said and waited out with
 * growing pauses: the worker survives.
 */
export async function runLoop<Job>(verbs: WorkerVerbs<Job>, { name, idleMs, signal, log }: LoopOptions): Promise<void> {
  let pause = idleMs;
  while (!signal.aborted) {
    try {
      const job = await verbs.claim();
      if (job !== null) await verbs.run(job);
      if (pause > idleMs) log("info", `${name}: goes on`);
      pause = idleMs;
      if (job !== null) continue;
    } catch (error) {
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      log("error", `${name}: ${error instanceof Error ? error.message : String(error)}; trying again in ${(pause / 1000).toFixed(1)} s`);
    }
    await sleep(pause, undefined, { signal }).catch(() => {}); // Aborted: the loop's condition ends it.
  }
}
