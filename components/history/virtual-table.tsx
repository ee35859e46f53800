"use client";
import { type CSSProperties, type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { countOf, type HistoryList } from "../data/history-pages.ts";
import { type ColumnId, gridTemplate, neededRem } from "./columns.ts";
import { HistoryRow } from "./history-row.tsx";
import { itemsOf, type ListItem } from "./list-items.ts";
import { type Sorting, TableHead } from "./table-head.tsx";
import { useFormerChampion } from "./use-former-champion.ts";
import { useIsWide, useListPlace } from "./use-list-place.ts";
import { type KeyHandlers, useRowKeys } from "./use-row-keys.ts";
import { type Shown, useRowWindow } from "./use-row-window.ts";

interface Props {
  list: HistoryList;
  columns: readonly ColumnId[];
  /** Of the frame; null before it is known. */
  widthRem: number | null;
  sorting: Sorting;
  selected: ReadonlySet<string>;
  selectHead: ReactNode;
  onSelect: (id: string, range: boolean) => void;
  onShow: (shown: Shown) => void;
  keys: Pick<KeyHandlers, "clear" | "search">;
  bodyRef: RefObject<HTMLTableSectionElement | null>;
}

/**
 * The list with only those rows in the document that are near the window. Rows stand in the flow, so that they may be as high
 * as their text; what is left out above a row is a margin.
 */
export function VirtualTable({ list, columns, widthRem, sorting, selected, selectHead, onSelect, onShow, keys, bodyRef }: Props) {
  const isFormer = useFormerChampion();
  const wide = useIsWide();
  const scrollMargin = useListPlace(bodyRef);
  const items = useMemo(() => itemsOf(list.pages), [list.pages]);
  const [current, setCurrent] = useState<string | null>(null);
  const at = useMemo(() => (current === null ? -1 : items.findIndex((item) => item.key === current)), [items, current]);
  const goTo = useRef<string | null>(null);
  const { virtualizer, drawn } = useRowWindow({ items, list, at, wide, scrollMargin, onShow });

  const rowOf = (id: string) => bodyRef.current?.querySelector<HTMLElement>(`tr[data-id="${CSS.escape(id)}"]`) ?? null;
  useLayoutEffect(() => {
    const id = goTo.current;
    const row = id === null ? null : rowOf(id);
    if (!row) return;
    goTo.current = null;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  });
  const focusAt = (index: number): ListItem | undefined => {
    const item = items[index];
    // An emptied page is read first: the next key goes on from there.
    if (item?.kind === "gap") virtualizer.scrollToIndex(index, { align: "auto" });
    if (item?.kind !== "row") return undefined;
    goTo.current = item.key;
    setCurrent(item.key);
    return item;
  };
  useRowKeys({
    ...keys,
    current: () => (bodyRef.current?.contains(document.activeElement) ? current : null),
    select: onSelect,
    move: (to, extend) => {
      const inside = bodyRef.current?.contains(document.activeElement) ?? false;
      const from = inside && at !== -1 ? at : null;
      const first = Math.max(drawn.find((item) => item.end > window.scrollY + scrollPadding())?.index ?? 0, 0);
      const target = to === "first" ? 0 : to === "last" ? items.length - 1 : from === null ? first : from + (to === "next" ? 1 : -1);
      const item = focusAt(target);
      if (item && extend && from !== null) onSelect(item.key, true);
    },
  });

  // A row that leaves takes the focus along: it goes to the row that is in its place now.
  const lastAt = useRef(-1);
  useEffect(() => {
    if (at !== -1) lastAt.current = at;
    else if (current !== null && lastAt.current !== -1 && document.activeElement === document.body) focusAt(Math.min(lastAt.current, items.length - 1));
    // Only the items decide.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [items]);

  const needed = neededRem(columns, true);
  const fits = widthRem === null || needed <= widthRem;
  const reachable = at === -1 ? drawn.find(({ index }) => items[index]?.kind === "row")?.index : at;
  return (
    <div
      className={`relative md:rounded-lg md:border md:border-line md:bg-surface md:shadow-card ${fits ? "" : "md:overflow-x-auto"}`}
      style={{ "--columns": gridTemplate(columns, true) } as CSSProperties}
    >
      <table
        role="grid"
        aria-label="History of experiments"
        aria-multiselectable
        // The number of all rows is not known before the last page.
        aria-rowcount={list.next === null ? countOf(list) + 1 : -1}
        className="keeps-place block w-full text-left text-sm"
        style={fits ? undefined : { minWidth: wide ? `${needed}rem` : undefined }}
      >
        <TableHead columns={columns} sorting={sorting} select={selectHead} sticky={fits} />
        <tbody
          ref={bodyRef}
          role="rowgroup"
          // Else the first row's margin would move this element itself, whose place is measured.
          className="flow-root"
          style={{ paddingBottom: Math.max(virtualizer.getTotalSize() + scrollMargin - (drawn.at(-1)?.end ?? scrollMargin), 0) }}
          onFocus={(event) => {
            const id = event.target.closest<HTMLElement>("tr[data-id]")?.dataset.id;
            if (id) setCurrent(id);
          }}
        >
          {drawn.map(({ index, key, start }, nth) => {
            const item = items[index];
            const gap = start - (drawn[nth - 1]?.end ?? scrollMargin);
            if (!item) return null;
            if (item.kind === "gap") return <tr key={key} aria-hidden className="block animate-pulse bg-surface-2 md:rounded-none" style={{ height: item.height, marginTop: gap }} />;
            const { row, place } = item;
            return (
              <HistoryRow
                key={key}
                row={row}
                columns={columns}
                formerChampion={isFormer(row)}
                controls={{ ref: virtualizer.measureElement, index, ariaRow: place + 2, current: index === reachable, selected: selected.has(row.id), gap, arriving: list.arrived.includes(row.id), onSelect }}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** What the page's header and the heads of the columns cover, px. */
function scrollPadding(): number {
  return 92;
}
