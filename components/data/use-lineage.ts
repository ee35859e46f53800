"use client";
import { useQuery } from "@tanstack/react-query";
import { isActive } from "#lib/experiment/is-active.ts";
import { queryKeys } from "./query-keys.ts";
import { requestJson } from "./request-json.ts";

const BUSY_MS = 5000;
const IDLE_MS = 30_000;

/** Where an experiment's plan comes from and what came of it; `parentId` is part of the key, since a running one may still get its parent. */
export function useLineage(id: string, parentId: string | null) {
  return useQuery({
    queryKey: [...queryKeys.lineage, id, parentId],
    queryFn: ({ signal }) => requestJson(({ LineageReplySchema }) => LineageReplySchema, `/api/experiments/${encodeURIComponent(id)}/lineage`, { signal }),
    placeholderData: (before) => before,
  });
}

/** The newest experiments of a suite, each with its parent. */
export function useFamilyTree(suiteId: string) {
  return useQuery({
    queryKey: [...queryKeys.lineage, "tree", suiteId],
    queryFn: ({ signal }) => requestJson(({ FamilyTreeReplySchema }) => FamilyTreeReplySchema, `/api/lineage?suite=${encodeURIComponent(suiteId)}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.nodes.some(isActive) ? BUSY_MS : IDLE_MS),
  });
}
