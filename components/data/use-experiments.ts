"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ListQuery } from "#lib/api/schema.ts";
import { isActive, mergeHead } from "./merge-head.ts";
import { queryKeys } from "./query-keys.ts";
import { requestJson } from "./request-json.ts";

export type HistoryFilter = Partial<Pick<ListQuery, "status" | "method" | "track" | "verdict" | "suite" | "text">>;

const PAGE = 25;
const BUSY_MS = 1500;
const IDLE_MS = 8000;
const LATE_MS = 5000;

function fetchPage(filter: HistoryFilter, cursor: string | null, signal: AbortSignal) {
  const query = new URLSearchParams({ limit: String(PAGE) });
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  if (cursor !== null) query.set("cursor", cursor);
  return requestJson(({ ListReplySchema }) => ListReplySchema, `/api/experiments?${query}`, { signal });
}

/**
 * The history, newest first. Only the newest page is polled, so that what a poll costs does not grow with what was
 * loaded; older pages come by cursor and stay as they are unless one of their rows is still active.
 */
export function useExperiments(filter: HistoryFilter) {
  const head = useQuery({
    queryKey: [...queryKeys.experiments, "head", filter],
    queryFn: ({ signal }) => fetchPage(filter, null, signal),
    refetchInterval: ({ state }) => (state.data?.items.some(isActive) ? BUSY_MS : IDLE_MS),
  });
  const pages = useInfiniteQuery({
    queryKey: [...queryKeys.experiments, "pages", filter],
    queryFn: ({ pageParam, signal }) => fetchPage(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: (head.data?.nextCursor ?? null) !== null,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => (state.data?.pages.slice(1).some((page) => page.items.some(isActive)) ? LATE_MS : false),
  });
  const loaded = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const loadMore = async (): Promise<void> => {
    // A click before the first page is there would only be answered with that page, and would have to be made twice.
    if (!pages.data) await pages.refetch({ cancelRefetch: false });
    await pages.fetchNextPage();
  };
  return {
    rows: head.data ? mergeHead(head.data.items, loaded) : null,
    error: head.error ?? pages.error,
    hasMore: (head.data?.nextCursor ?? null) !== null && (pages.hasNextPage || pages.isPending),
    loadMore: () => void loadMore(),
    loadingMore: pages.isFetchingNextPage,
    retry: () => void head.refetch(),
  };
}
