"use client";
import Link from "next/link";
import { formatPlural } from "#lib/format/format-number.ts";
import type { InsightsReply } from "#lib/insights/schema.ts";
import { messageOf } from "../data/request-json.ts";
import { StaleNote } from "../data/stale-note.tsx";
import { useOverview } from "../data/use-overview.ts";
import { SuiteLinks } from "../knowledge/suite-links.tsx";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ImportanceSection } from "./importance-section.tsx";
import { MethodsSection } from "./methods-section.tsx";
import { ParetoSection } from "./pareto-section.tsx";
import { useInsights } from "./use-insights.ts";

function Shown({ reply }: { reply: InsightsReply }) {
  const { settled, complete } = reply;
  if (settled === 0) return complete ? <EmptyState title="Nothing has ended on this suite yet">The charts fill with every experiment that ends. Imported records are never in them.</EmptyState> : <Reading />;
  return (
    <>
      <p className="text-sm text-ink-2">{formatPlural(settled, "experiment")} ended on this suite; imported records and held-out clips are not among them.</p>
      {!complete && <Reading />}
      <ParetoSection reply={reply} chartClass="h-80" />
      <MethodsSection reply={reply} />
      <ImportanceSection reply={reply} />
      <p className="no-print flex flex-wrap gap-x-5 gap-y-1 text-sm">
        <Link href={`/knowledge?suite=${encodeURIComponent(reply.suiteId)}`} className="underline underline-offset-2">
          What each setting did, pair by pair
        </Link>
        <Link href="/#calibration-title" className="underline underline-offset-2">
          How well predictions hold
        </Link>
      </p>
    </>
  );
}

const Reading = () => <Callout title="Still reading">The history is being read for the first time; the charts fill up.</Callout>;

/** What a suite's history shows at a glance: bits against encode time, methods over time, which settings matter. */
export function InsightsPage({ suiteId }: { suiteId: string }) {
  // The overview says cheaply that something finished; only then is this asked for again.
  const overview = useOverview();
  const { data, error, isError, dataUpdatedAt, refetch } = useInsights(suiteId, overview.isPending ? null : (overview.data?.trend.at(-1)?.id ?? ""));
  return (
    <div className="shell space-y-8 py-8">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-2xl font-semibold tracking-tight">Insights</h1>
          <p className="mt-1 max-w-prose text-sm text-ink-3">What bits cost in encode time, how far each method came, and which settings decide it.</p>
        </div>
        <SuiteLinks suiteId={suiteId} page="/insights" />
      </div>
      {isError && data && <StaleNote error={error} readAt={dataUpdatedAt} />}
      {isError && !data && (
        <Callout tone="bad" title="The insights cannot be read right now">
          <p>{messageOf(error)}</p>
          <Button size="sm" className="mt-2" onClick={() => void refetch()}>
            Try again
          </Button>
        </Callout>
      )}
      {!data && !isError && (
        <div role="status">
          <span className="sr-only">Loading the insights</span>
          <Skeleton className="h-96" />
        </div>
      )}
      {data?.heldOut && <EmptyState title="Nothing of the held-out suite is shown here">Its clips check whether a plan holds elsewhere; nothing is learnt from them.</EmptyState>}
      {data && !data.heldOut && <Shown key={suiteId} reply={data} />}
    </div>
  );
}
