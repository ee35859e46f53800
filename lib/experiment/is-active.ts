import type { STATUSES } from "./names.ts";

/** Whether an experiment still changes by itself: it waits, or it runs. */
export function isActive({ status }: { status: (typeof STATUSES)[number] }): boolean {
  return status === "queued" || status === "running";
}
