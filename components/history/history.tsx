"use client";
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useEffect, useMemo, useState } from "react";
import { messageOf } from "../data/request-json.ts";
import { useChanges } from "../data/use-changes.ts";
import { type HistoryFilter, useExperiments } from "../data/use-experiments.ts";
import { ExportButton } from "../export/export-button.tsx";
import { ImportButton } from "../import/import-button.tsx";
import { Button, buttonClass } from "../ui/button.tsx";
import { Section } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FilterSelects } from "./filter-selects.tsx";
import { HistoryLoading, HistoryUnreadable } from "./history-states.tsx";
import { HistoryTable } from "./history-table.tsx";
import { StageAnnouncer } from "./stage-announcer.tsx";
import { countFilters, historyHref, PLAIN_VIEW, queryOf } from "./view.ts";

const PAGE = 25;
/** Rows on this page; the history's own page has the others. */
const MOST = 100;
/** The browser keeps this list where it is. */
const never = () => false;

/** The newest experiments with the usual filters, for the dashboard; all of them are a page of their own. */
export function History() {
  const [filter, setFilter] = useState<HistoryFilter>({});
  const query = useMemo(() => queryOf({ ...PLAIN_VIEW, filter }), [filter]);
  const { list, rows, previous, error, hasMore, loadMore, reading, retry, startAnew } = useExperiments(query, PAGE);
  const changes = useChanges(query, PAGE, previous ? null : list, never);
  // More came than is told one by one, or than this page should hold: it begins anew.
  const outdated = !previous && (list?.pages.some((page) => page.outdated) ?? false);
  useEffect(() => {
    if (outdated) void startAnew();
  }, [outdated, startAnew]);
  const filtered = countFilters(filter) > 0;
  const full = historyHref({ filter });
  const shown = rows?.slice(0, MOST);
  const retryMore = () => {
    retry();
    loadMore();
  };
  const stale = error ?? changes.error;
  return (
    <Section
      id="history"
      title="History"
      aside={
        <div className="no-print grid w-full grid-cols-2 gap-2 sm:flex sm:w-auto sm:flex-wrap sm:items-center">
          <FilterSelects filter={filter} onChange={(patch) => setFilter({ ...filter, ...patch })} />
          {filtered && (
            <Button variant="ghost" size="sm" className="h-8" onClick={() => setFilter({})}>
              Clear filters
            </Button>
          )}
          <span className="col-span-2 flex flex-wrap justify-end gap-2">
            <ImportButton />
            <ExportButton query={query} />
            <Link href={full} prefetch={false} className={buttonClass("secondary", "sm")}>
              Full history <ArrowRight aria-hidden className="size-3.5" />
            </Link>
          </span>
        </div>
      }
    >
      {stale && rows && (
        <p role="status" className="mb-2 text-xs text-warn">
          This list could not be refreshed: {messageOf(stale)}
        </p>
      )}
      {error && !rows && <HistoryUnreadable error={error} onRetry={retry} />}
      {rows === null && !error && <HistoryLoading />}
      {rows?.length === 0 && !hasMore && (
        <EmptyState title={filtered ? "No experiment fits these filters" : "No experiments yet"} action={filtered && <Button onClick={() => setFilter({})}>Clear filters</Button>} />
      )}
      {shown && shown.length > 0 && (
        <div aria-busy={previous} className={previous ? "opacity-60 transition-opacity" : undefined}>
          <HistoryTable rows={shown} />
          <StageAnnouncer rows={shown} />
        </div>
      )}
      {hasMore && rows && (
        <div className="no-print mt-4 flex flex-wrap items-center justify-center gap-3">
          {rows.length === 0 && <span className="text-sm text-ink-3">None of the experiments that were read so far fits.</span>}
          {rows.length < MOST ? (
            <Button onClick={error ? retryMore : loadMore} disabled={reading !== null || previous}>
              {reading ? "Loading" : "Load more"}
            </Button>
          ) : (
            <Link href={full} prefetch={false} className={buttonClass()}>
              Go on in the full history <ArrowRight aria-hidden className="size-4" />
            </Link>
          )}
        </div>
      )}
    </Section>
  );
}
