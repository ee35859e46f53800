"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiError } from "./request-json.ts";

/** Errors that the same call would meet again. */
const FINAL = new Set<ApiError["code"]>(["invalid-request", "not-found", "bad-reply", "duplicate-plan", "already-finished"]);

export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          // The lab answers on 127.0.0.1: a laptop without network is no reason to hold requests back.
          queries: { networkMode: "always", staleTime: 1000, retry: (count, error) => count < 2 && !(error instanceof ApiError && FINAL.has(error.code)), refetchOnWindowFocus: true },
          mutations: { networkMode: "always", retry: false },
        },
      }),
  );
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
