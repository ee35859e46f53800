"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { queryKeys } from "./query-keys.ts";
import { requestJson } from "./request-json.ts";

/** Sends a file of another lab: to see what it holds, or to import it. Sent twice, it adds nothing. */
export function useImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, check }: { file: File; check: boolean }) =>
      requestJson(({ ImportReplySchema }) => ImportReplySchema, `/api/import?check=${check}`, { method: "POST", headers: { "content-type": "application/json" }, body: file }),
    onSuccess: async (_reply, { check }) => {
      if (check) return;
      await Promise.all([client.invalidateQueries({ queryKey: queryKeys.experiments }), client.invalidateQueries({ queryKey: queryKeys.overview })]);
    },
  });
}
