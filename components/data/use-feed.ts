"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { isActive } from "#lib/experiment/is-active.ts";
import type { FeedFilter } from "../blog/feed-filter.ts";
import { queryKeys } from "./query-keys.ts";
import { requestJson } from "./request-json.ts";

const PAGE = 20;
const STALE_MS = 30_000;
/** Pages that may come in a row without a new entry before a person is asked: each reads at most 500 rows of the history. */
const BARREN = 3;

/** Finished experiments for reading, newest first, older ones by cursor. */
export function useFeed(filter: FeedFilter) {
  const feed = useInfiniteQuery({
    queryKey: [...queryKeys.experiments, "feed", filter],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(PAGE) });
      for (const [name, value] of Object.entries({ ...filter, cursor: pageParam })) if (value) query.set(name, value);
      return requestJson(({ ListReplySchema }) => ListReplySchema, `/api/experiments?${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: STALE_MS,
    refetchOnWindowFocus: false,
  });
  const finished = feed.data?.pages.map((page) => page.items.filter((row) => !isActive(row))) ?? [];
  const last = finished.slice(-BARREN);
  const barren = last.length === BARREN && last.every((page) => page.length === 0);
  const { isFetchingNextPage, fetchNextPage, isError } = feed;
  return {
    rows: feed.data ? finished.flat() : null,
    error: feed.error,
    hasMore: feed.hasNextPage,
    /** Whether older ones may come without being asked for. */
    eager: !isError && !barren,
    loadMore: () => void (isFetchingNextPage || fetchNextPage()),
    loadingMore: isFetchingNextPage,
    retry: () => void feed.refetch(),
  };
}
