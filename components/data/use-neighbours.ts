"use client";
import { useQuery } from "@tanstack/react-query";
import type { Experiment } from "#lib/experiment/schema.ts";
import { queryKeys } from "./query-keys.ts";
import { requestJson } from "./request-json.ts";

/** Two rows at most: the experiment itself is one of those that were made at its time or later. */
async function fetchRows(query: Record<string, string>, signal: AbortSignal) {
  const { items } = await requestJson(({ ListReplySchema }) => ListReplySchema, `/api/experiments?${new URLSearchParams(query)}`, { signal });
  return items;
}

/** The lab's experiments before and after this one in time; what they cost to find does not grow with the history. */
export function useNeighbours({ id, createdAt }: Pick<Experiment, "id" | "createdAt">) {
  return useQuery({
    queryKey: [...queryKeys.experiments, "neighbours", id],
    queryFn: async ({ signal }) => {
      const [before, after] = await Promise.all([fetchRows({ to: createdAt, limit: "1" }, signal), fetchRows({ from: createdAt, order: "ascending", limit: "2" }, signal)]);
      return { previous: before.find((row) => row.createdAt < createdAt) ?? null, next: after.find((row) => row.createdAt > createdAt && row.id !== id) ?? null };
    },
    staleTime: 60_000,
  });
}
