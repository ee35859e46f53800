"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { CompareReply } from "#lib/compare/schema.ts";
import { isActive } from "#lib/experiment/is-active.ts";
import { requestJson } from "../data/request-json.ts";

const BUSY_MS = 5000;

/**
 * The experiments of these ids; asked for again while one of them still runs. While others are being read, the ones before stay.
 * @param initial what the server rendered, with the ids that it did it for
 */
export function useCompare(ids: readonly string[], initial: { ids: readonly string[]; reply: CompareReply } | null) {
  const key = ids.join(",");
  return useQuery({
    queryKey: ["compare", key],
    queryFn: ({ signal }) => requestJson(({ CompareReplySchema }) => CompareReplySchema, `/api/compare?ids=${encodeURIComponent(key)}`, { signal }),
    enabled: ids.length > 0,
    initialData: initial?.ids.join(",") === key ? initial.reply : undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    refetchInterval: ({ state }) => (state.data?.experiments.some(isActive) ? BUSY_MS : false),
  });
}
