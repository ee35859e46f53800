"use client";
import { useQuery } from "@tanstack/react-query";
import { queryKeys } from "./query-keys.ts";
import { requestJson } from "./request-json.ts";

/** Predictions against measurements; changes when an experiment finishes, so `finished` is part of its key. */
export function useCalibration(finished: string) {
  return useQuery({
    queryKey: [...queryKeys.calibration, finished],
    queryFn: ({ signal }) => requestJson(({ CalibrationReplySchema }) => CalibrationReplySchema, "/api/calibration", { signal }),
    staleTime: 60_000,
    placeholderData: (before) => before,
  });
}
