"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AutopilotReply, StartAutopilot, StopAutopilot } from "#lib/api/schema.ts";
import { queryKeys } from "./query-keys.ts";
import { ApiError, requestJson } from "./request-json.ts";

const BUSY_MS = 2000;
const IDLE_MS = 8000;

const isBusy = (reply: AutopilotReply | undefined): boolean => reply?.autopilot?.state === "running" || (reply?.autopilot?.currentId ?? null) !== null;

/** The autopilot with its budget; asked for often while it runs. */
export function useAutopilot() {
  return useQuery({
    queryKey: queryKeys.autopilot,
    queryFn: ({ signal }) => requestJson(({ AutopilotReplySchema }) => AutopilotReplySchema, "/api/autopilot", { signal }),
    refetchInterval: ({ state }) => (isBusy(state.data) ? BUSY_MS : IDLE_MS),
  });
}

export type AutopilotOrder =
  | { verb: "start"; settings: StartAutopilot }
  | { verb: "pause" | "resume" }
  | ({ verb: "stop" } & StopAutopilot);

function send(order: AutopilotOrder): Promise<AutopilotReply> {
  const post = (path: string, body: unknown) =>
    requestJson(({ AutopilotReplySchema }) => AutopilotReplySchema, path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  if (order.verb === "start") return post("/api/autopilot", order.settings);
  return post(`/api/autopilot/${order.verb}`, order.verb === "stop" ? { cancelCurrent: order.cancelCurrent } : {});
}

/** Starts, pauses, resumes or stops; the reply is shown at once, and so is what it changed in the history. */
export function useSteerAutopilot() {
  const client = useQueryClient();
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: queryKeys.autopilot }),
      client.invalidateQueries({ queryKey: queryKeys.experiments }),
      client.invalidateQueries({ queryKey: queryKeys.overview }),
    ]);
  return useMutation({
    mutationFn: send,
    onSuccess: async (reply) => {
      // A poll that is on its way was answered before this reply, and must not bring the old state back.
      await client.cancelQueries({ queryKey: queryKeys.autopilot });
      client.setQueryData(queryKeys.autopilot, reply);
      await refresh();
    },
    // Somebody else steered it meanwhile: the page has to show the state that stood in the way.
    onError: (error) => (error instanceof ApiError && error.code === "autopilot-state" ? refresh() : undefined),
  });
}
