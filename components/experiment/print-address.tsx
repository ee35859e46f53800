"use client";
import { useSyncExternalStore } from "react";

const unchanging = () => () => {};

/** Where the page is to be found, on paper only. */
export function PrintAddress() {
  const address = useSyncExternalStore(unchanging, () => `${window.location.origin}${window.location.pathname}`, () => null);
  return address && <p className="mt-2 hidden font-mono text-2xs text-ink-3 print:block">{address}</p>;
}
