"use client";
import { useQuery } from "@tanstack/react-query";
import type { ExperimentReply } from "#lib/api/schema.ts";
import { isActive } from "#lib/experiment/is-active.ts";
import { queryKeys } from "./query-keys.ts";
import { requestJson } from "./request-json.ts";

const BUSY_MS = 1000;
const AWAITING_ANALYSIS_MS = 10_000;

/** One experiment with its reasoning, live while it is queued or running; `initial` is what the server rendered. */
export function useExperiment(id: string, initial: ExperimentReply | null) {
  return useQuery({
    queryKey: queryKeys.experiment(id),
    queryFn: ({ signal }) => requestJson(({ ExperimentReplySchema }) => ExperimentReplySchema, `/api/experiments/${encodeURIComponent(id)}`, { signal }),
    initialData: initial ?? undefined,
    refetchInterval: ({ state }) => {
      const experiment = state.data?.experiment;
      if (!experiment) return false;
      if (isActive(experiment)) return BUSY_MS;
      return experiment.status === "completed" && experiment.analysedAt === null ? AWAITING_ANALYSIS_MS : false;
    },
  });
}
