"use client";
import { useQueries } from "@tanstack/react-query";
import type { Experiment } from "#lib/experiment/schema.ts";
import { queryKeys } from "./query-keys.ts";
import { requestJson } from "./request-json.ts";

/** Ids beyond these are not looked up: prose that cites more is a list. */
const MOST = 6;

/** The experiments that a text cites, by id; those that do not exist are left out. */
export function useCited(ids: readonly string[]): { cited: Experiment[]; pending: boolean } {
  const queries = useQueries({
    queries: ids.slice(0, MOST).map((id) => ({
      queryKey: queryKeys.cited(id),
      queryFn: ({ signal }: { signal: AbortSignal }) => requestJson(({ ExperimentReplySchema }) => ExperimentReplySchema, `/api/experiments/${encodeURIComponent(id)}`, { signal }),
      staleTime: 60_000,
    })),
  });
  return { cited: queries.flatMap(({ data }) => (data ? [data.experiment] : [])), pending: queries.some(({ isPending }) => isPending) };
}
