import type { ListSort, SortOrder } from "#lib/api/list-limits.ts";
import type { HistoryFilter, HistoryQuery } from "../data/use-experiments.ts";
import type { ColumnId } from "./columns.ts";

/* What the history page shows, as its address says it: a link shows the same view. Read by parse-view.ts. */

export const FILTER_NAMES = ["text", "status", "verdict", "method", "track", "suite", "clip", "model", "from", "to"] as const satisfies readonly (keyof HistoryFilter)[];
export type FilterName = (typeof FILTER_NAMES)[number];

export interface HistoryView {
  filter: HistoryFilter;
  sort: ListSort;
  order: SortOrder;
  /** null: the page shows what there is room for. */
  columns: readonly ColumnId[] | null;
}

export const PLAIN_VIEW: HistoryView = { filter: {}, sort: "created", order: "descending", columns: null };

/** How a column is sorted when it is chosen for the first time: the newest, the best, the quickest first. */
export const FIRST_ORDER: Record<ListSort, SortOrder> = { created: "descending", reduction: "descending", "bd-rate": "ascending", runtime: "ascending" };

/** What the API is asked for; what stands at its default is left out, so that one view has one key in the cache. */
export function queryOf({ filter, sort, order }: HistoryView): HistoryQuery {
  const set = Object.fromEntries(FILTER_NAMES.flatMap((name) => (filter[name] ? [[name, filter[name]]] : []))) as HistoryFilter;
  return { ...set, ...(sort === "created" ? {} : { sort }), ...(order === "descending" ? {} : { order }) };
}

/** How many filters narrow the list. */
export function countFilters(filter: HistoryFilter): number {
  return FILTER_NAMES.filter((name) => filter[name]).length;
}

/** The address of a view; what stands at its default is left out. */
export function historyHref(view: Partial<HistoryView>): string {
  const { columns, ...asked } = { ...PLAIN_VIEW, ...view };
  const query = new URLSearchParams(queryOf({ ...asked, columns }) as Record<string, string>);
  // The commas stay legible.
  const shown = columns === null ? [] : [`columns=${columns.join(",")}`];
  const text = [...(query.size > 0 ? [query.toString()] : []), ...shown].join("&");
  return text === "" ? "/history" : `/history?${text}`;
}
