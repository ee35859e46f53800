/*
 * Times and durations. Functions that need "now" take it as an argument.
 */

/** A duration in milliseconds: 850 ms, 12.4 s, 3 min 05 s, 2 h 07 min. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${pad(Math.floor((seconds % 3600) / 60))} min`;
}

/** Time left, coarse on purpose, because an estimate to the second reads as a promise. */
export function formatEta(seconds: number): string {
  if (seconds < 5) return "a few seconds left";
  if (seconds < 60) return `about ${Math.ceil(seconds / 5) * 5} s left`;
  if (seconds < 3600) return `about ${Math.round(seconds / 60)} min left`;
  return `about ${(seconds / 3600).toFixed(1)} h left`;
}

/** How long ago `iso` was at `now`: just now, 4 min ago, 3 h ago, 2 days ago; older than four weeks as a date. */
export function formatRelative(iso: string, now: Date): string {
  const seconds = (now.getTime() - Date.parse(iso)) / 1000;
  if (seconds < 45) return "just now";
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h ago`;
  const days = Math.round(seconds / 86_400);
  if (days <= 28) return days === 1 ? "1 day ago" : `${days} days ago`;
  return iso.slice(0, 10);
}

/** 2026-11-23 14:05:09 UTC. */
export function formatUtc(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** Rough minutes of a launch: under a minute, about 2 minutes, about 3 hours. */
export function formatRoughMinutes(minutes: number): string {
  if (minutes < 0.75) return "under a minute";
  if (minutes >= 120) return `about ${Math.round(minutes / 60)} hours`;
  const rounded = minutes < 10 ? Math.round(minutes * 2) / 2 : Math.round(minutes);
  return rounded === 1 ? "about a minute" : `about ${rounded} minutes`;
}

const pad = (value: number): string => String(value).padStart(2, "0");
