"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { LogLine } from "#lib/log/schema.ts";
import { queryKeys } from "./query-keys.ts";
import { requestJson } from "./request-json.ts";

const LIVE_MS = 1500;
/** Replies taken at once while there is more; the rest comes with the next poll. */
const REPLIES = 40;

export interface LogSoFar {
  lines: readonly LogLine[];
  next: string | null;
}

/**
 * The log of an experiment so far. While it runs it is asked, again and again, for what is new only; once more after its end.
 * @param enabled whether anybody looks
 */
export function useLog(id: string, { enabled, active }: { enabled: boolean; active: boolean }) {
  const client = useQueryClient();
  const queryKey = queryKeys.log(id);
  const query = useQuery({
    queryKey,
    enabled,
    staleTime: active ? 0 : Number.POSITIVE_INFINITY,
    refetchInterval: active ? LIVE_MS : false,
    // Lines only come behind others: comparing them all with those of before would find nothing.
    structuralSharing: false,
    queryFn: async ({ signal }): Promise<LogSoFar> => {
      let soFar = client.getQueryData<LogSoFar>(queryKey) ?? { lines: [], next: null };
      for (let reply = 0; reply < REPLIES; reply += 1) {
        const query = soFar.next === null ? "" : `?after=${encodeURIComponent(soFar.next)}`;
        const { lines, next, more } = await requestJson(({ LogReplySchema }) => LogReplySchema, `/api/experiments/${encodeURIComponent(id)}/log${query}`, { signal });
        if (next !== soFar.next) soFar = { lines: lines.length > 0 ? [...soFar.lines, ...lines] : soFar.lines, next };
        if (!more) break;
      }
      return soFar;
    },
  });
  const { refetch } = query;
  useEffect(() => {
    if (enabled && !active) void refetch({ cancelRefetch: false });
  }, [enabled, active, refetch]);
  return query;
}
