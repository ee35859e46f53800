import type { ChildProcess } from "node:child_process";
import { MediaProcessError } from "./process-error.ts";
import { residentMemory } from "./resident-memory.ts";

export interface Limits {
  /** Wall time, ms. */
  timeoutMs: number;
  /** Resident memory, bytes. */
  memoryBytes: number;
}

const KILL_AFTER_MS = 2000;
const LOOK_EVERY_MS = 500;

/** Asks a process to end, and kills it when it has not after two seconds. Resolves when it is gone. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), KILL_AFTER_MS);
  await gone;
  clearTimeout(timer);
}

/**
 * Watches a process while one job runs in it: time, memory and the abort signal. The first reason wins.
 * @param what the job in words, for the error
 * @returns `broken` rejects when a limit is passed or the signal aborts; `stop` ends the watch
 */
export function supervise(child: ChildProcess, what: string, limits: Limits, tail: () => string, signal?: AbortSignal): { broken: Promise<never>; stop: () => void } {
  let reject: (error: unknown) => void = () => {};
  const broken = new Promise<never>((_, rejectPromise) => {
    reject = rejectPromise;
  });
  broken.catch(() => {}); // A watch that is stopped before anything broke has no listener left.
  const timeout = setTimeout(() => {
    reject(new MediaProcessError(what, "timeout", `took longer than ${Math.round(limits.timeoutMs / 1000)} s and was stopped`, tail()));
  }, limits.timeoutMs);
  const look = setInterval(() => {
    const { pid } = child;
    if (pid === undefined) return;
    void residentMemory(pid).then((bytes) => {
      if (bytes !== null && bytes > limits.memoryBytes) {
        const mib = (value: number) => Math.round(value / 1024 / 1024);
        reject(new MediaProcessError(what, "memory", `used ${mib(bytes)} MiB, over its limit of ${mib(limits.memoryBytes)} MiB, and was stopped`, tail()));
      }
    });
  }, LOOK_EVERY_MS);
  const onAbort = () => reject(signal?.reason ?? new Error("aborted"));
  if (signal?.aborted) onAbort();
  else signal?.addEventListener("abort", onAbort, { once: true });
  return {
    broken,
    stop: () => {
      clearTimeout(timeout);
      clearInterval(look);
      signal?.removeEventListener("abort", onAbort);
    },
  };
}
