"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { LaunchRequest } from "#lib/api/schema.ts";
import { queryKeys } from "./query-keys.ts";
import { ApiError, requestJson } from "./request-json.ts";

/** Puts an experiment into the queue. The same key sent twice enqueues once. */
export function useLaunch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ request, idempotencyKey }: { request: LaunchRequest; idempotencyKey: string }) =>
      requestJson(({ LaunchReplySchema }) => LaunchReplySchema, "/api/experiments", {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": idempotencyKey },
        body: JSON.stringify(request),
      }),
    // Awaited by the caller's mutateAsync: when the dialog closes, the row is already in the history.
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: queryKeys.experiments }), client.invalidateQueries({ queryKey: queryKeys.overview })]),
  });
}

/** A fresh idempotency key; `randomUUID` exists on https and localhost only, so others fall back to random bytes. */
export function newIdempotencyKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether the server understood the request and said no, so that nothing was enqueued. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500;
}
