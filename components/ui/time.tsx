"use client";
import { useSyncExternalStore } from "react";
import { formatRelative, formatUtc } from "#lib/format/format-time.ts";

/* One clock for all times of a page: a tick every 15 s re-renders them together. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let tick = 0;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    tick += 1;
    for (const each of listeners) each();
  }, 15_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

/**
 * A moment: relative, local date and time, or the local clock alone, to the second, in the text; UTC in the title. The server does not know the reader's zone or
 * clock, so it writes UTC, which the browser replaces after hydration.
 */
export function Time({ iso, mode = "relative", className }: { iso: string; mode?: "relative" | "local" | "clock"; className?: string }) {
  // Only what is relative changes with the clock.
  const now = useSyncExternalStore(subscribe, mode === "relative" ? () => tick : () => 0, () => -1);
  const utc = formatUtc(iso);
  const local = () => (mode === "clock" ? CLOCK.format(new Date(iso)) : new Date(iso).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" }));
  return (
    <time dateTime={iso} title={utc} className={className}>
      {now === -1 ? utc : mode === "relative" ? formatRelative(iso, new Date()) : local()}
    </time>
  );
}
