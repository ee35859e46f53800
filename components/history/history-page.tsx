"use client";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { seeAll } from "../data/apply-changes.ts";
import { countOf } from "../data/history-pages.ts";
import { StaleNote } from "../data/stale-note.tsx";
import { useChanges } from "../data/use-changes.ts";
import { useExperiments } from "../data/use-experiments.ts";
import { ExportButton } from "../export/export-button.tsx";
import { ImportButton } from "../import/import-button.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { columnsToShow } from "./columns.ts";
import { FilterBar } from "./filter-bar.tsx";
import { HistoryLoading, HistoryUnreadable } from "./history-states.tsx";
import "./history.css";
import { ListEnd } from "./list-end.tsx";
import { NewPill } from "./new-pill.tsx";
import { NO_SELECTION, select, selectAll, selectedRows } from "./selection.ts";
import { StageAnnouncer } from "./stage-announcer.tsx";
import type { Sorting } from "./table-head.tsx";
import { useIsWide } from "./use-list-place.ts";
import { scrollToTop, useReader } from "./use-reader.ts";
import type { Shown } from "./use-row-window.ts";
import { useView } from "./use-view.ts";
import { useWidthRem } from "./use-width.ts";
import { countFilters, FILTER_NAMES, type HistoryView, queryOf } from "./view.ts";
import { VirtualTable } from "./virtual-table.tsx";

const BulkBar = lazy(() => import("./bulk-bar.tsx").then((module) => ({ default: module.BulkBar })));

const PAGE = 50;
const NO_FILTERS = Object.fromEntries(FILTER_NAMES.map((name) => [name, undefined]));

/** The whole history: filters, order and columns as the address says; a window of it in the browser. */
export function HistoryPage() {
  const [view, setView] = useView();
  const address = JSON.stringify(queryOf(view));
  // The same object for the same question, whatever columns are shown.
  const query = useMemo(() => JSON.parse(address) as ReturnType<typeof queryOf>, [address]);
  const experiments = useExperiments(query, PAGE);
  const { list, rows, previous, error, eager, reading, loadMore, reload, leaveOnly, update } = experiments;
  const body = useRef<HTMLTableSectionElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const { held, atTop } = useReader(body);
  const changes = useChanges(query, PAGE, previous ? null : list, held);
  const [frame, widthRem] = useWidthRem<HTMLDivElement>();
  // A card has room for all columns, one below the other.
  const wide = useIsWide();
  const columns = useMemo(() => columnsToShow(view.columns, wide ? widthRem : null, true), [view.columns, wide, widthRem]);
  const [selection, setSelection] = useState(NO_SELECTION);

  const change = (patch: Partial<HistoryView>) => {
    setView(patch);
    // Another list begins at its beginning.
    if (patch.filter || patch.sort) scrollToTop();
  };
  const onSelect = useCallback((id: string, range: boolean) => setSelection((now) => select(now, rows ?? [], id, range)), [rows]);
  const onShow = useCallback(
    ({ pages, nearEnd, heightOf }: Shown) => {
      if (!list || previous || reading) return;
      const missing = list.pages.find((page) => pages.includes(page.key) && (page.rows === null || page.outdated));
      if (missing && error === null) return reload(missing.key, held);
      leaveOnly(pages, heightOf);
      if (nearEnd && eager && list.next !== null) loadMore();
    },
    [list, previous, reading, error, eager, reload, held, leaveOnly, loadMore],
  );
  // Without a row there is no table to say that its end is near; what fits may be further back.
  const goOn = list !== null && countOf(list) === 0 && list.next !== null && eager && !previous && !reading;
  useEffect(() => {
    if (goOn) loadMore();
  }, [goOn, loadMore]);
  useEffect(() => {
    if (atTop) update(seeAll);
  }, [atTop, update, list?.unseen, list?.unseenMore]);
  const sorting: Sorting = { sort: view.sort, order: view.order, onSort: (sort, order) => change({ sort, order }) };
  const chosen = useMemo(() => selectedRows(selection, rows ?? []), [selection, rows]);
  const selected = useMemo(() => new Set(selection.rows.keys()), [selection]);
  const filtered = countFilters(view.filter) > 0;
  const all = rows !== null && rows.length > 0 && rows.slice(0, 100).every(({ id }) => selected.has(id));
  const stale = (rows ? error : null) ?? changes.error;

  return (
    <div className="shell space-y-4 py-6 sm:py-8">
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div>
          <h1 className="text-xl font-semibold tracking-tight">History</h1>
          <p className="num text-xs text-ink-3" aria-live="polite">
            {list && !previous ? describeCount(countOf(list), list.next !== null, filtered) : "Every experiment of the lab"}
          </p>
        </div>
        <div className="no-print flex gap-2">
          <ImportButton />
          <ExportButton query={query} />
        </div>
      </div>
      <FilterBar view={view} onChange={change} rows={rows ?? []} shown={columns} searchRef={search} />
      {view.sort !== "created" && (
        <p className="text-xs text-ink-3">
          Finished experiments that have this number; {view.filter.verdict === "unverified" ? "imported ones by what they claim." : "imported, unverified ones are in a list of their own (verdict: unverified)."}
        </p>
      )}
      {stale && rows && <StaleNote error={stale} readAt={changes.readAt} />}
      <div ref={frame}>
        {error && !rows && <HistoryUnreadable error={error} onRetry={experiments.retry} />}
        {rows === null && !error && <HistoryLoading />}
        {rows?.length === 0 && list?.next === null && !previous && (
          <EmptyState title={filtered ? "No experiment fits these filters" : view.sort === "created" ? "No experiments yet" : "No experiment has this number yet"} action={filtered && <Button onClick={() => change({ filter: NO_FILTERS })}>Clear filters</Button>}>
            {!filtered && "Launch one, or import the records of another lab."}
          </EmptyState>
        )}
        {list && countOf(list) > 0 && (
          <div aria-busy={previous} className={previous ? "opacity-60 transition-opacity" : undefined}>
            <VirtualTable
              list={list}
              columns={columns}
              widthRem={widthRem}
              sorting={sorting}
              selected={selected}
              selectHead={
                <label className="flex size-9 cursor-pointer items-center justify-center md:-mr-2.5">
                  <span className="sr-only">Select all that are loaded</span>
                  <input type="checkbox" checked={all} onChange={() => setSelection(selectAll(selection, rows ?? []))} className="size-4 accent-accent" />
                </label>
              }
              onSelect={onSelect}
              onShow={onShow}
              bodyRef={body}
              keys={{
                search: () => search.current?.focus(),
                clear: () => {
                  setSelection(NO_SELECTION);
                  return selection.rows.size > 0;
                },
              }}
            />
            <StageAnnouncer rows={rows ?? []} />
          </div>
        )}
        {list && !previous && <ListEnd experiments={experiments} list={list} />}
      </div>
      {list && !atTop && <NewPill list={list} onGo={() => (list.unseenMore ? void experiments.startAnew().then(scrollToTop) : scrollToTop())} />}
      <Suspense>{(selection.rows.size > 0 || chosen.length > 0) && <BulkBar rows={chosen} full={selection.full} onClear={() => setSelection(NO_SELECTION)} />}</Suspense>
    </div>
  );
}

function describeCount(count: number, more: boolean, filtered: boolean): string {
  if (count === 0) return "";
  const what = `${count.toLocaleString("en-US")}${more ? "+" : ""} ${count === 1 && !more ? "experiment" : "experiments"}`;
  return filtered ? `${what} that fit` : what;
}
