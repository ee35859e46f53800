"use client";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import type { ListQuery, ListReply } from "#lib/api/schema.ts";
import { appendPage, barrenPages, emptyFarPages, type HistoryList, reaches, restorePage, rowsOf, startList } from "./history-pages.ts";
import { orderOf } from "./list-order.ts";
import { requestJson } from "./request-json.ts";

export type HistoryFilter = Partial<Pick<ListQuery, "status" | "method" | "track" | "verdict" | "suite" | "clip" | "model" | "from" | "to" | "text">>;
export type HistoryQuery = HistoryFilter & Partial<Pick<ListQuery, "sort" | "order">>;

/** Pages that may come in a row without a row that fits before a person is asked: each looks at some 500 rows. */
const BARREN = 4;
/** Requests for one page that is read again: it grows by what was new. */
const REREADS = 4;
/** Loaded pages beside those that are shown; further ones are emptied. */
const MOST_PAGES = 6;
const KEPT_MS = 10 * 60_000;
const TRIES = 2;

export const listKey = (query: HistoryQuery, limit: number) => ["history", query, limit] as const;

type FetchPage = (cursor: string | null) => Promise<ListReply>;

function fetchPage(query: HistoryQuery, limit: number, cursor: string | null, signal: AbortSignal): Promise<ListReply> {
  const asked = new URLSearchParams({ limit: String(limit) });
  for (const [name, value] of Object.entries({ ...query, cursor })) if (value) asked.set(name, value);
  return requestJson(({ ListReplySchema }) => ListReplySchema, `/api/experiments?${asked}`, { signal });
}

/** Reads a page again, as far as the page after it begins. */
async function fetchAgain(fetch: FetchPage, list: HistoryList, key: number): Promise<ListReply | null> {
  const page = list.pages.find((each) => each.key === key);
  if (!page) return null;
  let reply = await fetch(page.cursor);
  for (let rounds = 1; rounds < REREADS && reply.nextCursor !== null && !reaches(list, key, reply); rounds += 1) {
    const more = await fetch(reply.nextCursor);
    reply = { ...more, items: [...reply.items, ...more.items], asOf: reply.asOf };
  }
  return reply;
}

/**
 * The history page by page. It is read once and stays as it is: what is written after that comes by useChanges. Older pages
 * come by cursor; where somebody tells what is shown, pages that are far away are emptied and read again on the way back.
 * @param limit rows of a page, at most 100
 */
export function useExperiments(query: HistoryQuery, limit: number) {
  const client = useQueryClient();
  const key = useMemo(() => listKey(query, limit), [query, limit]);
  const order = useMemo(() => orderOf(query), [query]);
  const head = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => startList(order, await fetchPage(query, limit, null, signal)),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEPT_MS,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    // What did not change is the same object already; comparing it all again would cost more than it saves.
    structuralSharing: false,
    placeholderData: keepPreviousData,
  });
  const [reading, setReading] = useState<"more" | "again" | null>(null);
  const [failure, setFailure] = useState<{ key: typeof key; error: unknown } | null>(null);
  /** Barren pages that a person has agreed to. */
  const [agreed, setAgreed] = useState<{ key: typeof key; barren: number } | null>(null);
  const busy = useRef(false);

  const known = useCallback(() => client.getQueryData<HistoryList>(key), [client, key]);
  const update = useCallback(
    (change: (list: HistoryList) => HistoryList) => {
      const list = known();
      const next = list && change(list);
      // What is written is told to everybody who shows it, even where nothing changed.
      if (next !== list) client.setQueryData<HistoryList>(key, next);
    },
    [client, key, known],
  );
  /** One request at a time; what is asked for in the meantime is asked for again by whoever still needs it. */
  const read = useCallback(
    async (what: "more" | "again", work: (list: HistoryList) => Promise<(now: HistoryList) => HistoryList>) => {
      const list = known();
      if (!list || busy.current) return;
      busy.current = true;
      setReading(what);
      try {
        update(await work(list));
        setFailure(null);
      } catch (error) {
        setFailure({ key, error });
      } finally {
        busy.current = false;
        setReading(null);
      }
    },
    [key, known, update],
  );

  /** With the cache's way of trying again, and without keeping a second copy. */
  const fetch = useCallback<FetchPage>(
    (cursor) => client.fetchQuery({ queryKey: [...key, "page", cursor], queryFn: ({ signal }) => fetchPage(query, limit, cursor, signal), gcTime: 0, staleTime: 0, retry: TRIES }),
    [client, key, query, limit],
  );
  const loadMore = useCallback(
    () => void read("more", async (list) => {
      const { next } = list;
      if (next === null) return (now) => now;
      const reply = await fetch(next);
      return (now) => appendPage(now, next, reply);
    }),
    [read, fetch],
  );
  const reload = useCallback(
    (page: number, held: () => boolean) => void read("again", async (list) => {
      const reply = await fetchAgain(fetch, list, page);
      return (now) => (reply ? restorePage(now, page, reply, held()) : now);
    }),
    [read, fetch],
  );
  const leaveOnly = useCallback((near: readonly number[], heightOf: (id: string) => number) => update((list) => emptyFarPages(list, near, MOST_PAGES, heightOf)), [update]);
  /** The rows stay until the newest page is there. */
  const startAnew = useCallback(() => client.refetchQueries({ queryKey: key, exact: true }), [client, key]);

  const list = head.data ?? null;
  const rows = useMemo(() => list && rowsOf(list), [list]);
  const barren = list ? barrenPages(list) : 0;
  const error = (failure?.key === key ? failure.error : null) ?? head.error;
  return {
    list,
    rows,
    /** The rows are those of the view before this one, which is on its way. */
    previous: head.isPlaceholderData,
    error,
    hasMore: list !== null && list.next !== null,
    /** Whether older ones may come without being asked for. */
    eager: error === null && barren < BARREN + (agreed?.key === key ? agreed.barren : 0),
    barren,
    reading,
    loadMore,
    /** Goes on where so many pages had nothing that fits. */
    searchFurther: () => {
      setAgreed({ key, barren });
      loadMore();
    },
    reload,
    leaveOnly,
    update,
    startAnew,
    retry: () => {
      setFailure(null);
      if (!list) void head.refetch();
    },
  };
}
