"use client";
import { useQuery } from "@tanstack/react-query";
import { queryKeys } from "./query-keys.ts";
import { requestJson } from "./request-json.ts";

/** One call's full prompt and reply, fetched when it is looked at. */
export function useTranscript(id: string, kind: string, sequence: number) {
  return useQuery({
    queryKey: queryKeys.transcript(id, kind, sequence),
    queryFn: ({ signal }) => requestJson(({ TranscriptSchema }) => TranscriptSchema, `/api/experiments/${encodeURIComponent(id)}/transcripts/${kind}/${sequence}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
