"use client";
import { useQuery } from "@tanstack/react-query";
import { OverviewReplySchema } from "#lib/api/schema.ts";
import { queryKeys } from "./query-keys.ts";
import { requestJson } from "./request-json.ts";

const BUSY_MS = 2000;
const IDLE_MS = 8000;

/** The dashboard's figures; asked for often while something is queued or running. */
export function useOverview() {
  return useQuery({
    queryKey: queryKeys.overview,
    queryFn: ({ signal }) => requestJson(OverviewReplySchema, "/api/overview", { signal }),
    refetchInterval: ({ state }) => (state.data && state.data.queue.queued + state.data.queue.running > 0 ? BUSY_MS : IDLE_MS),
  });
}
