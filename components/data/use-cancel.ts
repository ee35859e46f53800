"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { queryKeys } from "./query-keys.ts";
import { ApiError, requestJson } from "./request-json.ts";

/** Asks for an experiment to be cancelled; one that has finished meanwhile is no error, the refreshed row shows it. */
export function useCancel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      try {
        return await requestJson(({ CancelReplySchema }) => CancelReplySchema, `/api/experiments/${encodeURIComponent(id)}/cancel`, { method: "POST" });
      } catch (error) {
        if (error instanceof ApiError && error.code === "already-finished") return { outcome: "already-finished" as const };
        throw error;
      }
    },
    onSettled: (_reply, _error, id) =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.experiments }),
        client.invalidateQueries({ queryKey: queryKeys.experiment(id) }),
        client.invalidateQueries({ queryKey: queryKeys.overview }),
      ]),
  });
}
