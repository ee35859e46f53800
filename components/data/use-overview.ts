"use client";
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { OverviewReply } from "#lib/api/schema.ts";
import { queryKeys } from "./query-keys.ts";
import { requestJson } from "./request-json.ts";

const BUSY_MS = 2000;
const IDLE_MS = 8000;

const overviewQuery = queryOptions({
  queryKey: queryKeys.overview,
  queryFn: ({ signal }) => requestJson(({ OverviewReplySchema }) => OverviewReplySchema, "/api/overview", { signal }),
});

/** What the dashboard has fetched already, without ever asking for it. */
export function useKnownOverview(): OverviewReply | undefined {
  return useQuery({ ...overviewQuery, enabled: false }).data;
}

/** The dashboard's figures; asked for often while something is queued or running. */
export function useOverview() {
  return useQuery({
    ...overviewQuery,
    refetchInterval: ({ state }) => (state.data && state.data.queue.queued + state.data.queue.running > 0 ? BUSY_MS : IDLE_MS),
  });
}
