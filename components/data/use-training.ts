"use client";
import { useQuery } from "@tanstack/react-query";
import { artifactUrl } from "../experiment/files/artifact-url.ts";
import { queryKeys } from "./query-keys.ts";
import { requestJson } from "./request-json.ts";

/** The loss curves of one clip, fetched when they are looked at. */
export function useTraining(id: string, artifact: string) {
  return useQuery({
    queryKey: queryKeys.training(id, artifact),
    queryFn: ({ signal }) => requestJson(({ TrainingCurvesSchema }) => TrainingCurvesSchema, artifactUrl(id, artifact), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
