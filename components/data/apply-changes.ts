import type { ChangesReply } from "#lib/api/schema.ts";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import type { HistoryList, HistoryPage } from "./history-pages.ts";
import { placeOf } from "./history-pages.ts";
import { comesBefore, isListed } from "./list-order.ts";

/** More rows than these in one page come from new ones only: it is read again when somebody looks there. */
const FULL_PAGE = 200;
/** Beyond these nobody counts. */
const MOST_UNSEEN = 99;

const withRows = (page: HistoryPage, rows: readonly ExperimentSummary[]): HistoryPage => ({ ...page, rows, count: rows.length, first: rows[0] ?? null });

function replaceRow(list: HistoryList, row: ExperimentSummary): HistoryList | null {
  const at = list.pages.findIndex((page) => page.rows?.some(({ id }) => id === row.id));
  if (at === -1) return null;
  const before = list.pages[at]?.rows?.find(({ id }) => id === row.id);
  // The server tells of the last seconds' changes again and again: a row that is as it was stays the same object.
  if (JSON.stringify(before) === JSON.stringify(row)) return list;
  return { ...list, pages: list.pages.map((page, index) => (index === at ? withRows(page, (page.rows ?? []).map((each) => (each.id === row.id ? row : each))) : page)) };
}

function countUnseen(list: HistoryList, id: string): HistoryList {
  if (list.unseen.includes(id)) return list;
  return list.unseen.length < MOST_UNSEEN ? { ...list, unseen: [...list.unseen, id] } : { ...list, unseenMore: true };
}

function insertRow(list: HistoryList, row: ExperimentSummary): HistoryList {
  const place = placeOf(list, row);
  const counted = list.held ? countUnseen(list, row.id) : { ...list, arrived: [...list.arrived, row.id] };
  if (!place) {
    // Newer than all that is loaded, above an emptied page: it comes when that page is read again.
    const [head] = list.pages;
    const above = head?.rows === null && head.first !== null && comesBefore(list.order, row, head.first);
    return above ? counted : list;
  }
  const pages = list.pages.map((page, index) => {
    if (index !== place.page) return page;
    const rows = page.rows ?? [];
    const next = withRows(page, [...rows.slice(0, place.index), row, ...rows.slice(place.index)]);
    return next.count > FULL_PAGE ? { ...next, outdated: true } : next;
  });
  return { ...counted, pages };
}

function removeRows(list: HistoryList, ids: readonly string[]): HistoryList {
  const left = new Set(ids);
  if (left.size === 0) return list;
  const keep = (page: HistoryPage) => page.rows?.filter(({ id }) => !left.has(id));
  const pages = list.pages.map((page) => {
    const rows = keep(page);
    return rows && rows.length < page.count ? withRows(page, rows) : page;
  });
  return { ...list, pages };
}

/**
 * Lays what was written since over the loaded rows: those in the list change in place, new ones come to where they belong,
 * those that do not fit any more leave. What did not change stays the same object, so that nothing is drawn for nothing.
 * @param held whether somebody is reading further down, so that new rows are counted and nothing may move
 */
export function applyChanges(before: HistoryList, { changed, left, asOf, tooMany }: ChangesReply, held: boolean): HistoryList {
  const list = { ...before, asOf };
  if (tooMany) return { ...list, held, unseenMore: before.unseenMore || held, pages: before.pages.map((page) => ({ ...page, outdated: true })) };
  if (changed.length === 0 && left.length === 0) return list;
  const unfit = changed.filter((row) => !isListed(list.order, row)).map(({ id }) => id);
  return changed.reduce<HistoryList>(
    (next, row) => (unfit.includes(row.id) ? next : (replaceRow(next, row) ?? insertRow(next, row))),
    { ...removeRows(list, [...left, ...unfit]), held, arrived: [] },
  );
}

/** Somebody is at the top again: there is nothing unseen. */
export function seeAll(list: HistoryList): HistoryList {
  return list.unseen.length === 0 && !list.unseenMore ? list : { ...list, unseen: [], unseenMore: false };
}
