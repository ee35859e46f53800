"use client";
import { messageOf } from "../data/request-json.ts";
import { useOverview } from "../data/use-overview.ts";
import { CalibrationSection } from "../calibration/calibration-section.tsx";
import { AutopilotPanel } from "../autopilot/autopilot-panel.tsx";
import { ExportButton } from "../export/export-button.tsx";
import { ImportButton } from "../import/import-button.tsx";
import { Callout } from "../ui/callout.tsx";
import { Button } from "../ui/button.tsx";
import { StaleNote } from "../data/stale-note.tsx";
import { DashboardSkeleton } from "./dashboard-skeleton.tsx";
import { EmptyLab } from "./empty-lab.tsx";
import { HeadlineCards } from "./headline-cards.tsx";
import { History } from "./history.tsx";
import { TrendSection } from "./trend-section.tsx";
import { WarningsStrip } from "./warnings-strip.tsx";

/** The first page: headline figures, warnings, the trend and the history; or the empty state of a new lab. */
export function Dashboard() {
  const overview = useOverview();
  const { data } = overview;
  const empty = data !== undefined && data.experiments.total === 0 && data.queue.queued + data.queue.running === 0;

  if (overview.isError && !data) {
    return (
      <div className="shell max-w-3xl py-16">
        <h1 className="sr-only">Dashboard</h1>
        <Callout tone="bad" title="The lab's records cannot be read right now">
          <p>{messageOf(overview.error)}</p>
          <Button size="sm" className="mt-3" onClick={() => void overview.refetch()}>
            Try again
          </Button>
        </Callout>
      </div>
    );
  }
  if (!data) return <DashboardSkeleton />;
  if (empty) return <EmptyLab workersAlive={data.workers.length} />;
  return (
    <div className="shell space-y-8 py-6 sm:py-8">
      <h1 className="sr-only">Dashboard</h1>
      {overview.isError && <StaleNote error={overview.error} readAt={overview.dataUpdatedAt} />}
      <div className="space-y-4">
        <HeadlineCards overview={data} />
        <WarningsStrip warnings={data.warnings} />
        <AutopilotPanel />
      </div>
      {data.trend.length > 0 && <TrendSection overview={data} />}
      {data.trend.length > 0 && <CalibrationSection finished={data.trend.at(-1)?.id ?? ""} />}
      <div>
        <div className="no-print mb-2 flex justify-end gap-2">
          <ImportButton />
          <ExportButton query={{}} />
        </div>
        <History />
      </div>
    </div>
  );
}
