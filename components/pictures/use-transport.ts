"use client";
import { useSyncExternalStore } from "react";
import type { Transport, TransportState } from "./transport.ts";

/** A part of the transport's state; only what uses it is drawn anew while the videos play. */
export function useTransport<T>(transport: Transport, select: (state: TransportState) => T): T {
  const read = () => select(transport.get());
  return useSyncExternalStore((listener) => transport.subscribe(listener), read, read);
}

export const frameOf = ({ frame }: TransportState) => frame;
