import type { Autopilot } from "./schema.ts";

/** Wall time of this run without its pauses, ms; it stands still while paused and after the stop. */
export function elapsedMs({ startedAt, pausedMs, pausedAt, stoppedAt }: Pick<Autopilot, "startedAt" | "pausedMs" | "pausedAt" | "stoppedAt">, now: Date): number {
  const until = stoppedAt ?? pausedAt ?? now.toISOString();
  return Math.max(0, Date.parse(until) - Date.parse(startedAt) - pausedMs);
}

/** The fields of a record whose pause, if there is one, ends now. */
export function endOfPause({ pausedMs, pausedAt }: Pick<Autopilot, "pausedMs" | "pausedAt">, now: Date): Pick<Autopilot, "pausedMs" | "pausedAt"> {
  return { pausedMs: pausedMs + (pausedAt === null ? 0 : Math.max(0, now.getTime() - Date.parse(pausedAt))), pausedAt: null };
}
