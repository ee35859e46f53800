"use client";
import { useQuery } from "@tanstack/react-query";
import { PicturesSchema, picturesName } from "#lib/experiment/pictures-schema.ts";
import { parseReply, requestJson } from "../data/request-json.ts";
import { artifactUrl } from "../experiment/files/artifact-url.ts";

/** What the players of one clip need; it never changes once it is there. */
export function usePictures(id: string, clipId: string) {
  return useQuery({
    queryKey: ["pictures", id, clipId],
    queryFn: ({ signal }) => requestJson(() => PicturesSchema, artifactUrl(id, picturesName(clipId)), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/**
 * A whole preview video. It is fetched before it is shown, and not streamed: clips are a few seconds long, every seek is then at once and as
 * quick for one picture as for another, and the address of a video does not tell a blind test's secret.
 */
export function usePreview(address: string) {
  return useQuery({
    queryKey: ["preview", address],
    queryFn: async ({ signal }) => {
      const response = await fetch(address, { signal });
      // Throws the server's own sentence.
      if (!response.ok) await parseReply(({ ErrorReplySchema }) => ErrorReplySchema, response.status, await response.text());
      return response.blob();
    },
    staleTime: Number.POSITIVE_INFINITY,
    // Videos are the largest thing that a page holds: they go soon after the last player that shows them.
    gcTime: 60_000,
  });
}
