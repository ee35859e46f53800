import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import type { ListSort, SortOrder } from "#lib/api/list-limits.ts";
import { cx } from "../ui/cx.ts";
import { COLUMNS, type ColumnId } from "./columns.ts";
import { FIRST_ORDER } from "./view.ts";

export interface Sorting {
  sort: ListSort;
  order: SortOrder;
  onSort: (sort: ListSort, order: SortOrder) => void;
}

const HEAD = "flex h-9 items-center px-2.5 text-xs font-medium whitespace-nowrap text-ink-3 last:pr-4";

function SortButton({ sort, sorting, label }: { sort: ListSort; sorting: Sorting; label: string }) {
  const chosen = sorting.sort === sort;
  const next: SortOrder = chosen ? (sorting.order === "descending" ? "ascending" : "descending") : FIRST_ORDER[sort];
  const Icon = chosen ? (sorting.order === "descending" ? ArrowDown : ArrowUp) : ChevronsUpDown;
  return (
    <button type="button" title={`Sort by this, ${next}`} onClick={() => sorting.onSort(sort, next)} className={cx("-mx-1 inline-flex items-center gap-1 rounded px-1 py-0.5 hover:text-ink", chosen && "text-ink")}>
      {label}
      <Icon aria-hidden className={cx("size-3", !chosen && "opacity-60")} />
    </button>
  );
}

/** The heads of the columns; on a phone only for screen readers. */
export function TableHead({ columns, sorting, select, sticky = false }: { columns: readonly ColumnId[]; sorting?: Sorting; /** The head of the column of check boxes. */ select?: ReactNode; sticky?: boolean }) {
  return (
    <thead role="rowgroup" className={cx("sr-only md:not-sr-only md:block", sticky && "md:sticky md:top-14 md:z-20")}>
      <tr role="row" aria-rowindex={sorting ? 1 : undefined} className="md:grid md:rounded-t-lg md:border-b md:border-line md:bg-surface-2 md:[grid-template-columns:var(--columns)]">
        {select !== undefined && (
          <th role="columnheader" scope="col" className="flex h-9 items-center justify-center">
            {select}
          </th>
        )}
        <th role="columnheader" scope="col" className={cx(HEAD, "first:pl-4")}>
          Experiment
        </th>
        {columns.map((id) => {
          const { label, right, title, sort } = COLUMNS[id];
          const sorted = sorting && sort && sorting.sort === sort ? sorting.order : undefined;
          return (
            <th key={id} role="columnheader" scope="col" title={title} aria-sort={sorted ?? (sorting && sort ? "none" : undefined)} className={cx(HEAD, right && "justify-end")}>
              {sorting && sort ? <SortButton sort={sort} sorting={sorting} label={label} /> : label}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
