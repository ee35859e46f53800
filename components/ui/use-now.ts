"use client";
import { useSyncExternalStore } from "react";

const still = () => () => {};
function everySecond(listener: () => void): () => void {
  const timer = setInterval(listener, 1000);
  return () => clearInterval(timer);
}

/** The time in ms, to the second, while it matters; null on the server and where it does not. */
export function useNow(matters: boolean): number | null {
  return useSyncExternalStore(matters ? everySecond : still, () => (matters ? Math.floor(Date.now() / 1000) * 1000 : null), () => null);
}
