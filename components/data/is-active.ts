import type { ExperimentSummary } from "#lib/experiment/schema.ts";

/** Whether a row still changes by itself. */
export function isActive(row: Pick<ExperimentSummary, "status">): boolean {
  return row.status === "queued" || row.status === "running";
}
