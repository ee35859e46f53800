"use client";
import { Columns3, Keyboard, ListFilter, X } from "lucide-react";
import { type Ref, useCallback, useId, useState } from "react";
import type { ListSort, SortOrder } from "#lib/api/list-limits.ts";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { Button } from "../ui/button.tsx";
import { cx } from "../ui/cx.ts";
import { Select } from "../ui/field.tsx";
import { Popover } from "../ui/popover.tsx";
import { ColumnPicker } from "./column-picker.tsx";
import type { ColumnId } from "./columns.ts";
import { describeFilters } from "./describe-filter.ts";
import { FilterSelects } from "./filter-selects.tsx";
import { MoreFilters } from "./more-filters.tsx";
import { KEY_HELP } from "./row-keys.ts";
import { SearchBox } from "./search-box.tsx";
import { FILTER_NAMES, type HistoryView } from "./view.ts";

interface Props {
  view: HistoryView;
  onChange: (patch: Partial<HistoryView>) => void;
  rows: readonly ExperimentSummary[];
  /** Columns that are shown, chosen or not. */
  shown: readonly ColumnId[];
  searchRef: Ref<HTMLInputElement>;
}

const ORDERINGS: readonly { sort: ListSort; order: SortOrder; text: string }[] = [
  { sort: "created", order: "descending", text: "Newest first" },
  { sort: "created", order: "ascending", text: "Oldest first" },
  { sort: "reduction", order: "descending", text: "Largest reduction first" },
  { sort: "reduction", order: "ascending", text: "Smallest reduction first" },
  { sort: "bd-rate", order: "ascending", text: "Lowest BD-rate first" },
  { sort: "bd-rate", order: "descending", text: "Highest BD-rate first" },
  { sort: "runtime", order: "ascending", text: "Shortest run first" },
  { sort: "runtime", order: "descending", text: "Longest run first" },
];

const NO_FILTERS = Object.fromEntries(FILTER_NAMES.map((name) => [name, undefined]));

/** Search, filters, order and columns; what is set is shown as chips, each with a way to take it away. */
export function FilterBar({ view, onChange, rows, shown, searchRef }: Props) {
  const { filter, sort, order, columns } = view;
  const [open, setOpen] = useState(false);
  const panel = useId();
  const chips = describeFilters(filter);
  const setFilter = (patch: HistoryView["filter"]) => onChange({ filter: patch });
  const setText = useCallback((text: string | undefined) => onChange({ filter: { text } }), [onChange]);
  return (
    <div className="no-print space-y-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox ref={searchRef} text={filter.text ?? ""} onChange={setText} />
        <Button size="sm" className="!h-8 md:hidden" aria-expanded={open} aria-controls={panel} onClick={() => setOpen(!open)}>
          <ListFilter aria-hidden className="size-3.5" /> Filters{chips.length > 0 && ` (${chips.length})`}
        </Button>
        <span className="hidden flex-1 md:block" />
        <span className="min-w-0 flex-1 md:hidden">
          <Select
            aria-label="Order"
            value={`${sort} ${order}`}
            onChange={(event) => {
              const chosen = ORDERINGS.find((each) => `${each.sort} ${each.order}` === event.target.value);
              if (chosen) onChange({ sort: chosen.sort, order: chosen.order });
            }}
            className="!h-8 !text-xs"
          >
            {ORDERINGS.map((each) => (
              <option key={each.text} value={`${each.sort} ${each.order}`}>
                {each.text}
              </option>
            ))}
          </Select>
        </span>
        <Popover label="Columns" className="!h-8" button={<><Columns3 aria-hidden className="size-3.5" /> Columns</>}>
          <ColumnPicker chosen={columns} shown={shown} onChange={(next) => onChange({ columns: next })} />
        </Popover>
        <span className="hidden md:block">
          <Popover label="Keys" className="!h-8" button={<><Keyboard aria-hidden className="size-3.5" /> Keys</>}>
            <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1.5 text-xs">
              {KEY_HELP.map(({ keys, does }) => (
                <div key={keys} className="contents">
                  <dt className="font-mono whitespace-nowrap">{keys}</dt>
                  <dd className="text-ink-2">{does}</dd>
                </div>
              ))}
            </dl>
          </Popover>
        </span>
      </div>
      <div id={panel} className={cx("grid-cols-2 gap-2 md:flex md:flex-wrap md:*:max-w-56 md:*:min-w-32 md:*:flex-1", open ? "grid" : "hidden")}>
        <FilterSelects filter={filter} onChange={setFilter} />
        <MoreFilters filter={filter} onChange={setFilter} rows={rows} />
      </div>
      {chips.length > 0 && (
        <ul aria-label="Filters that are set" className="flex flex-wrap items-center gap-1.5">
          {chips.map(({ name, label, value }) => (
            <li key={name}>
              <button type="button" onClick={() => setFilter({ [name]: undefined })} className="inline-flex h-7 max-w-[18rem] items-center gap-1.5 rounded-full border border-accent/40 bg-accent-soft px-2.5 text-xs text-accent hover:border-accent">
                <span className="truncate">
                  {label}: <span className="font-medium">{value}</span>
                </span>
                <X aria-hidden className="size-3 shrink-0" />
                <span className="sr-only">, take this filter away</span>
              </button>
            </li>
          ))}
          <li>
            <Button variant="ghost" size="sm" onClick={() => setFilter(NO_FILTERS)}>
              Clear filters
            </Button>
          </li>
        </ul>
      )}
    </div>
  );
}
