"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Upload } from "#lib/experiment/schema.ts";
import { queryKeys } from "./query-keys.ts";
import { messageOf, requestJson } from "./request-json.ts";
import { sendUpload } from "./send-upload.ts";

export type UploadState =
  | { phase: "idle" }
  | { phase: "sending"; fileName: string; fraction: number }
  | { phase: "failed"; fileName: string; message: string }
  | { phase: "checking" | "ready" | "rejected"; upload: Upload };

const POLL_MS = 1000;

/** Sends one video and follows its check by a worker until it is ready or rejected. */
export function useUpload(maxBytes: number) {
  const [local, setLocal] = useState<Extract<UploadState, { fileName: string }> | { phase: "idle" } | { phase: "sent"; upload: Upload }>({ phase: "idle" });
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const sent = local.phase === "sent" ? local.upload : null;
  const check = useQuery({
    queryKey: queryKeys.upload(sent?.id ?? ""),
    queryFn: ({ signal }) => requestJson(({ UploadReplySchema }) => UploadReplySchema, `/api/uploads/${sent?.id}`, { signal }),
    enabled: sent !== null,
    initialData: sent ? { upload: sent } : undefined,
    refetchInterval: ({ state }) => (state.data?.upload.status === "checking" ? POLL_MS : false),
  });

  const start = (file: File) => {
    controller.current?.abort();
    if (file.size === 0) return setLocal({ phase: "failed", fileName: file.name, message: "The file is empty." });
    if (file.size > maxBytes) {
      return setLocal({ phase: "failed", fileName: file.name, message: `The file has ${Math.ceil(file.size / 1e6)} MB; at most ${Math.floor(maxBytes / 1e6)} MB are accepted. Cut or compress it first.` });
    }
    const own = new AbortController();
    controller.current = own;
    setLocal({ phase: "sending", fileName: file.name, fraction: 0 });
    sendUpload(file, (fraction) => !own.signal.aborted && setLocal({ phase: "sending", fileName: file.name, fraction }), own.signal).then(
      ({ upload }) => !own.signal.aborted && setLocal({ phase: "sent", upload }),
      (error: unknown) => !own.signal.aborted && setLocal({ phase: "failed", fileName: file.name, message: messageOf(error) }),
    );
  };
  const reset = () => {
    controller.current?.abort();
    setLocal({ phase: "idle" });
  };

  const upload = check.data?.upload ?? sent;
  const state: UploadState = local.phase === "sent" ? { phase: (upload ?? local.upload).status, upload: upload ?? local.upload } : local;
  return { state, start, reset };
}
