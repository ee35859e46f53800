"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { isActive } from "#lib/experiment/is-active.ts";
import { applyChanges } from "./apply-changes.ts";
import { type HistoryList, rowsOf } from "./history-pages.ts";
import { queryKeys } from "./query-keys.ts";
import { requestJson } from "./request-json.ts";
import { type HistoryQuery, listKey } from "./use-experiments.ts";

const BUSY_MS = 1500;
const IDLE_MS = 8000;

/**
 * Keeps a list that useExperiments has read up to date by asking for what was written since: a poll transfers only what
 * changed, however much was loaded. A launch, a cancellation and an import ask at once (queryKeys.experiments).
 * @param list as it is now; null while it is not read
 * @param held whether somebody is reading further down right now
 */
export function useChanges(query: HistoryQuery, limit: number, list: HistoryList | null, held: () => boolean) {
  const client = useQueryClient();
  const key = listKey(query, limit);
  const changes = useQuery({
    queryKey: [...queryKeys.experiments, "changes", query, limit],
    queryFn: async ({ signal }) => {
      const since = client.getQueryData<HistoryList>(key)?.asOf;
      if (since === undefined) return 0;
      const { sort: _sort, order: _order, ...filter } = query;
      const asked = new URLSearchParams({ since });
      for (const [name, value] of Object.entries(filter)) if (value) asked.set(name, value);
      const reply = await requestJson(({ ChangesReplySchema }) => ChangesReplySchema, `/api/experiments/changes?${asked}`, { signal });
      // A page may have been read in the meantime, at an earlier time than this: its rows are asked about once more.
      client.setQueryData<HistoryList>(key, (now) => now && { ...applyChanges(now, reply, held()), ...(now.asOf < since ? { asOf: now.asOf } : {}) });
      return reply.changed.length + reply.left.length;
    },
    enabled: list !== null,
    gcTime: 0,
    refetchInterval: list && rowsOf(list).some(isActive) ? BUSY_MS : IDLE_MS,
  });
  return { error: changes.error, readAt: changes.dataUpdatedAt };
}
