"use client";
import { useQuery } from "@tanstack/react-query";
import { queryKeys } from "../data/query-keys.ts";
import { requestJson } from "../data/request-json.ts";

/** While a long history is read for the first time, each request reads some more of it. */
const READING_MS = 500;

/** What a suite's history shows; changes when an experiment finishes, so `finished` (the newest one's id) is part of its key. null: not known yet, so nothing is asked for. */
export function useInsights(suiteId: string, finished: string | null) {
  return useQuery({
    queryKey: [...queryKeys.insights(suiteId), finished],
    queryFn: ({ signal }) => requestJson(({ InsightsReplySchema }) => InsightsReplySchema, `/api/insights?suite=${encodeURIComponent(suiteId)}`, { signal }),
    enabled: finished !== null,
    staleTime: 60_000,
    placeholderData: (before) => (before?.suiteId === suiteId ? before : undefined),
    refetchInterval: ({ state }) => (state.data?.complete === false ? READING_MS : false),
  });
}
