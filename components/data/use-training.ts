"use client";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { artifactUrl } from "../experiment/artifact-url.ts";
import { queryKeys } from "./query-keys.ts";
import { requestJson } from "./request-json.ts";

const TrainingSchema = z.array(z.object({ crf: z.number(), lossCurve: z.array(z.object({ step: z.number(), loss: z.number(), psnr: z.number().nullable() })) }));
export type TrainingCurve = z.infer<typeof TrainingSchema>[number];

/** The loss curves of one clip, fetched when they are looked at. */
export function useTraining(id: string, artifact: string) {
  return useQuery({
    queryKey: queryKeys.training(id, artifact),
    queryFn: ({ signal }) => requestJson(() => TrainingSchema, artifactUrl(id, artifact), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
