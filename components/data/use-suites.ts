"use client";
import { useQuery } from "@tanstack/react-query";
import { queryKeys } from "./query-keys.ts";
import { requestJson } from "./request-json.ts";

/** Suites with their cost, who the researcher is, and the limits of uploads. */
export function useSuites() {
  return useQuery({
    queryKey: queryKeys.suites,
    queryFn: ({ signal }) => requestJson(({ SuitesReplySchema }) => SuitesReplySchema, "/api/suites", { signal }),
    staleTime: 60_000,
  });
}
