"use client";
import dynamic from "next/dynamic";
import { useOverview } from "../data/use-overview.ts";
import { AutopilotPanel } from "../autopilot/autopilot-panel.tsx";
import { FleetSection } from "../insights/fleet-section.tsx";
import { StaleNote } from "../data/stale-note.tsx";
import { Unreadable } from "../data/unreadable.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { DashboardSkeleton } from "./dashboard-skeleton.tsx";
import { EmptyLab } from "./empty-lab.tsx";
import { HeadlineCards } from "./headline-cards.tsx";
import { History } from "../history/history.tsx";
import { TrendSection } from "./trend-section.tsx";
import { WarningsStrip } from "./warnings-strip.tsx";

// Below the first screen, and with charts and schemas of their own: they come after the page.
const CalibrationSection = dynamic(() => import("../calibration/calibration-section.tsx").then((module) => module.CalibrationSection), { ssr: false, loading: () => <Skeleton className="h-72" /> });
const ParetoPreview = dynamic(() => import("../insights/pareto-preview.tsx").then((module) => module.ParetoPreview), { ssr: false, loading: () => <Skeleton className="h-72" /> });

/** The first page: headline figures, warnings, the trend and the history; or the empty state of a new lab. */
export function Dashboard() {
  const overview = useOverview();
  const { data } = overview;
  const empty = data !== undefined && data.experiments.total === 0 && data.queue.queued + data.queue.running === 0;

  if (overview.isError && !data) {
    return (
      <div className="shell max-w-3xl py-16">
        <h1 className="sr-only">Dashboard</h1>
        <Unreadable title="The lab's records cannot be read right now" error={overview.error} onRetry={overview.refetch} />
      </div>
    );
  }
  if (!data) return <DashboardSkeleton />;
  const finished = data.trend.at(-1)?.id ?? "";
  // The suite in which the lab gets somewhere; before that, the newest one that it measured itself.
  const suiteId = data.best?.suiteId ?? data.trend.findLast(({ unverified }) => !unverified)?.suiteId;
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
      <FleetSection fleet={data.fleet} />
      {data.trend.length > 0 && (
        <div className="grid gap-x-6 gap-y-8 md:grid-cols-2 xl:auto-cols-fr xl:grid-flow-col xl:grid-cols-none *:min-w-0">
          <TrendSection overview={data} />
          {suiteId !== undefined && <ParetoPreview suiteId={suiteId} finished={finished} />}
          <CalibrationSection finished={finished} />
        </div>
      )}
      <History />
    </div>
  );
}
