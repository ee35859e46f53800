import type { HistoryPage } from "../data/history-pages.ts";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";

/** What stands in the list: a row, or the room of a page that is not held at the moment. */
export type ListItem = { kind: "row"; key: string; page: number; place: number; row: ExperimentSummary } | { kind: "gap"; key: string; page: number; place: number; height: number };

/** The items of a list, each with its place among all rows that were read so far, from 0. */
export function itemsOf(pages: readonly HistoryPage[]): ListItem[] {
  const items: ListItem[] = [];
  let place = 0;
  for (const page of pages) {
    if (page.rows) {
      for (const row of page.rows) items.push({ kind: "row", key: row.id, page: page.key, place: place++, row });
    } else {
      items.push({ kind: "gap", key: `gap-${page.key}`, page: page.key, place, height: page.height });
      place += page.count;
    }
  }
  return items;
}

