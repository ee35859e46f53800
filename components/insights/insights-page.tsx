"use client";
import Link from "next/link";
import { formatPlural } from "#lib/format/format-number.ts";
import type { InsightsReply } from "#lib/insights/schema.ts";
import { useOverview } from "../data/use-overview.ts";
import { StillReading } from "../suite/still-reading.tsx";
import { SuitePage } from "../suite/suite-page.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ImportanceSection } from "./importance-section.tsx";
import { MethodsSection } from "./methods-section.tsx";
import { ParetoSection } from "./pareto-section.tsx";
import { SliceSection } from "./slice-section.tsx";
import { useInsights } from "./use-insights.ts";

function Shown({ reply }: { reply: InsightsReply }) {
  const { settled, complete } = reply;
  if (settled === 0) return complete ? <EmptyState title="Nothing has ended on this suite yet">The charts fill with every experiment that ends. Imported records are never in them.</EmptyState> : <StillReading what="the charts" />;
  return (
    <>
      <p className="text-sm text-ink-2">{formatPlural(settled, "experiment")} ended on this suite; imported records and held-out clips are not among them.</p>
      {!complete && <StillReading what="the charts" />}
      <ParetoSection reply={reply} chartClass="h-80" />
      <MethodsSection reply={reply} />
      <ImportanceSection reply={reply} />
      <SliceSection reply={reply} />
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

/** What a suite's history shows at a glance: bits against encode time, methods over time, which settings matter. */
export function InsightsPage({ suiteId }: { suiteId: string }) {
  // The overview says cheaply that something finished; only then is this asked for again.
  const overview = useOverview();
  const query = useInsights(suiteId, overview.isPending ? null : (overview.data?.trend.at(-1)?.id ?? ""));
  return (
    <SuitePage title="Insights" lead="What bits cost in encode time, how far each method came, and which settings decide it." page="/insights" suiteId={suiteId} what="the insights" query={query}>
      {(reply) =>
        reply.heldOut ? <EmptyState title="Nothing of the held-out suite is shown here">Its clips check whether a plan holds elsewhere; nothing is learnt from them.</EmptyState> : <Shown key={suiteId} reply={reply} />
      }
    </SuitePage>
  );
}
