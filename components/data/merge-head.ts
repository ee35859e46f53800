import type { ExperimentSummary } from "#lib/experiment/schema.ts";

/**
 * Lays the newest page, which is polled, over the pages that were loaded before. Both are newest first.
 * Rows that the poll should have shown and did not (they left the filter) are dropped; older rows stay where they are.
 */
export function mergeHead(head: readonly ExperimentSummary[], loaded: readonly ExperimentSummary[]): ExperimentSummary[] {
  const last = head.at(-1);
  if (!last) return [];
  const seen = new Set(head.map((row) => row.id));
  const older = loaded.filter((row) => {
    if (seen.has(row.id) || row.createdAt > last.createdAt) return false;
    seen.add(row.id);
    return true;
  });
  return [...head, ...older];
}

/** Whether a row still changes by itself. */
export function isActive(row: Pick<ExperimentSummary, "status">): boolean {
  return row.status === "queued" || row.status === "running";
}
