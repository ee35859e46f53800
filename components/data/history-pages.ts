import type { ListReply } from "#lib/api/schema.ts";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { comesBefore, type ListOrder } from "./list-order.ts";

/*
 * What the browser holds of a history of any size: the pages that were read, of which all but a few around the reader are
 * emptied again. An emptied page keeps where it began, so that it can be read again, and how much room it took.
 */

export interface HistoryPage {
  /** Its place in the order of reading, from 0; never used twice in a list. */
  key: number;
  /** Where it begins; null for the newest page. */
  cursor: string | null;
  /** null: emptied, to be read again when somebody looks there. */
  rows: readonly ExperimentSummary[] | null;
  /** Rows that it had or has. */
  count: number;
  /** Its first row, kept when it is emptied: the page before it ends there. */
  first: ExperimentSummary | null;
  /** Room that its rows took when they were emptied, px. */
  height: number;
  /** Its rows may have changed more than a reply tells: to be read again when somebody looks there. */
  outdated: boolean;
}

export interface HistoryList {
  order: ListOrder;
  pages: readonly HistoryPage[];
  /** Where the page after the last begins; null at the end of the history. */
  next: string | null;
  /** The earliest time up to which all rows are known to be as they are. */
  asOf: string;
  /** When the oldest row was created that was looked at, where the server says so. */
  searchedTo: string | null;
  /** Ids of new rows that came while somebody was reading further down. */
  unseen: readonly string[];
  /** Ids of the rows that came last under the reader's eyes. */
  arrived: readonly string[];
  /** More came than were counted. */
  unseenMore: boolean;
  /** Whether what is being read has to stay where it is while rows come and go. */
  held: boolean;
}

const pageOf = (key: number, cursor: string | null, rows: readonly ExperimentSummary[]): HistoryPage => ({ key, cursor, rows, count: rows.length, first: rows[0] ?? null, height: 0, outdated: false });
const earlier = (a: string, b: string): string => (Date.parse(a) <= Date.parse(b) ? a : b);

/** A list of the newest page only. */
export function startList(order: ListOrder, reply: ListReply): HistoryList {
  return { order, pages: [pageOf(0, null, reply.items)], next: reply.nextCursor, asOf: reply.asOf, searchedTo: reply.searchedTo ?? null, unseen: [], arrived: [], unseenMore: false, held: false };
}

/** All loaded rows in order. */
export function rowsOf(list: HistoryList): ExperimentSummary[] {
  return list.pages.flatMap((page) => page.rows ?? []);
}

/** Rows that were read at some time and still are part of the list. */
export function countOf(list: HistoryList): number {
  return list.pages.reduce((sum, page) => sum + page.count, 0);
}

/** Pages without a row at the end of the list: with filters, a page may be empty and yet not the last. */
export function barrenPages(list: HistoryList): number {
  const { pages } = list;
  const last = pages.findLastIndex(({ count }) => count > 0);
  return pages.length - 1 - last;
}

/** Adds the page that begins at the list's `next`; one that begins elsewhere came too late, and changes nothing. */
export function appendPage(list: HistoryList, cursor: string, reply: ListReply): HistoryList {
  if (list.next !== cursor) return list;
  const known = new Set(rowsOf(list).map(({ id }) => id));
  const rows = reply.items.filter(({ id }) => !known.has(id));
  const key = Math.max(...list.pages.map((page) => page.key)) + 1;
  return { ...list, pages: [...list.pages, pageOf(key, cursor, rows)], next: reply.nextCursor, asOf: earlier(list.asOf, reply.asOf), searchedTo: reply.searchedTo ?? null };
}

/** What a page must be read up to: the first row of the next page that has one; null for the last. */
function endOf(list: HistoryList, key: number): ExperimentSummary | null {
  const at = list.pages.findIndex((page) => page.key === key);
  return list.pages.slice(at + 1).find(({ first }) => first !== null)?.first ?? null;
}

/** Whether what was read again of a page goes as far as the page after it begins. */
export function reaches(list: HistoryList, key: number, reply: Pick<ListReply, "items" | "nextCursor">): boolean {
  const end = endOf(list, key);
  if (end === null || reply.nextCursor === null || reply.items.some((row) => !comesBefore(list.order, row, end))) return true;
  return list.pages.some((page) => page.key > key && page.cursor === reply.nextCursor);
}

/**
 * Puts a page that was read again in its place.
 * @param reply of one or several requests in a row from the page's cursor. Where it does not reach the next page, the pages
 *   after it are forgotten, and are read again from where it ends.
 * @param held whether what is being read has to stay where it is
 */
export function restorePage(list: HistoryList, key: number, reply: ListReply, held: boolean): HistoryList {
  const at = list.pages.findIndex((page) => page.key === key);
  const page = list.pages[at];
  if (!page) return list;
  const end = endOf(list, key);
  const rows = end ? reply.items.filter((row) => comesBefore(list.order, row, end)) : reply.items;
  const restored = { ...pageOf(key, page.cursor, rows), height: page.height };
  const common = { ...list, held, asOf: earlier(list.asOf, reply.asOf) };
  const before = list.pages.slice(0, at);
  if (end !== null && reaches(list, key, reply)) return { ...common, pages: [...before, restored, ...list.pages.slice(at + 1)] };
  return { ...common, pages: [...before, restored], next: reply.nextCursor };
}

/**
 * Empties the pages that are far from what is shown.
 * @param near keys of the pages that are shown
 * @param most loaded pages that stay
 * @param heightOf room that a row takes, px
 */
export function emptyFarPages(list: HistoryList, near: readonly number[], most: number, heightOf: (id: string) => number): HistoryList {
  const places = list.pages.flatMap((page, at) => (near.includes(page.key) ? [at] : []));
  const [from = 0, to = 0] = [places[0], places.at(-1)];
  const distance = (at: number) => Math.max(from - at, at - to, 0);
  const loaded = list.pages.flatMap((page, at) => (page.rows && page.count > 0 ? [at] : []));
  const far = new Set(loaded.sort((a, b) => distance(a) - distance(b)).slice(most).filter((at) => distance(at) > 0));
  if (far.size === 0) return list;
  return { ...list, held: true, pages: list.pages.map((page, at) => (far.has(at) && page.rows ? { ...page, rows: null, height: page.rows.reduce((sum, { id }) => sum + heightOf(id), 0) } : page)) };
}

/** The place of a row among the pages: its page and its index there; null where nothing is loaded, or not read yet. */
export function placeOf(list: HistoryList, row: ExperimentSummary): { page: number; index: number } | null {
  const { order, pages, next } = list;
  const before = (a: ExperimentSummary) => comesBefore(order, a, row);
  const at = Math.max(pages.findLastIndex(({ first }) => first !== null && before(first)), 0);
  const page = pages[at];
  if (!page?.rows) return null;
  // With filters the first pages may be empty: what comes is the first that fits.
  if (pages.every(({ first }) => first === null)) return { page: 0, index: 0 };
  const index = page.rows.findIndex((each) => !before(each));
  if (index !== -1) return { page: at, index };
  // After all that was read: it comes with its page, unless there is none any more.
  if (next !== null && !pages.slice(at + 1).some(({ first }) => first !== null)) return null;
  return { page: at, index: page.rows.length };
}

