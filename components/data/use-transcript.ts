"use client";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { queryKeys } from "./query-keys.ts";
import { requestJson } from "./request-json.ts";

const TranscriptSchema = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.unknown() })),
  rawReply: z.unknown(),
});

/** One call's full prompt and reply, fetched when it is looked at. */
export function useTranscript(id: string, kind: string, sequence: number) {
  return useQuery({
    queryKey: queryKeys.transcript(id, kind, sequence),
    queryFn: ({ signal }) => requestJson(() => TranscriptSchema, `/api/experiments/${encodeURIComponent(id)}/transcripts/${kind}/${sequence}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
