import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { STAGE_TITLES } from "#lib/format/describe-experiment.ts";

/** Tells screen readers when an experiment enters a stage; percentages would talk all the time. */
export function StageAnnouncer({ rows }: { rows: readonly ExperimentSummary[] }) {
  const running = rows.filter((row) => row.status === "running");
  const text = running.map((row) => `${row.hypothesis?.slice(0, 80) ?? "New experiment"}: ${row.stage ? STAGE_TITLES[row.stage] : "starting"}`).join(". ");
  return (
    <p aria-live="polite" className="sr-only">
      {text}
    </p>
  );
}
