"use client";
import { useState } from "react";
import { messageOf } from "../data/request-json.ts";
import { type HistoryFilter, useExperiments } from "../data/use-experiments.ts";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { Section } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { HistoryFilters } from "./history-filters.tsx";
import { HistoryTable } from "./history-table.tsx";
import { StageAnnouncer } from "./stage-announcer.tsx";

/** All experiments, newest first, with filters and paging by cursor. */
export function History() {
  const [filter, setFilter] = useState<HistoryFilter>({});
  const { rows, error, hasMore, loadMore, loadingMore, retry } = useExperiments(filter);
  const filtered = Object.values(filter).some(Boolean);
  return (
    <Section id="history" title="History" aside={<HistoryFilters filter={filter} onChange={setFilter} />}>
      {error && rows && (
        <p role="status" className="mb-2 text-xs text-warn">
          This list could not be refreshed: {messageOf(error)}
        </p>
      )}
      {error && !rows && (
        <Callout tone="bad" title="The history cannot be read right now" className="mb-3">
          <p>{messageOf(error)}</p>
          <Button size="sm" className="mt-2" onClick={retry}>
            Try again
          </Button>
        </Callout>
      )}
      {rows === null && !error && (
        <div role="status">
          <span className="sr-only">Loading the history</span>
          <Skeleton className="h-80" />
        </div>
      )}
      {rows?.length === 0 && (
        <EmptyState title={filtered ? "No experiment fits these filters" : "No experiments yet"} action={filtered && <Button onClick={() => setFilter({})}>Clear filters</Button>} />
      )}
      {rows && rows.length > 0 && (
        <>
          <HistoryTable rows={rows} />
          <StageAnnouncer rows={rows} />
        </>
      )}
      {hasMore && (
        <div className="no-print mt-4 flex justify-center">
          <Button onClick={loadMore} disabled={loadingMore}>
            {loadingMore ? "Loading" : "Load more"}
          </Button>
        </div>
      )}
    </Section>
  );
}
