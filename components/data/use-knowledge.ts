"use client";
import { useQuery } from "@tanstack/react-query";
import { queryKeys } from "./query-keys.ts";
import { requestJson } from "./request-json.ts";

const IDLE_MS = 30_000;
/** While a long history is read for the first time, each request reads some more of it. */
const READING_MS = 500;

/** What the lab knows when it plans for a suite, and the text that a model would be given. */
export function useKnowledge(suiteId: string) {
  return useQuery({
    queryKey: queryKeys.knowledge(suiteId),
    queryFn: ({ signal }) => requestJson(({ KnowledgeReplySchema }) => KnowledgeReplySchema, `/api/knowledge?suite=${encodeURIComponent(suiteId)}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.complete === false ? READING_MS : IDLE_MS),
  });
}
