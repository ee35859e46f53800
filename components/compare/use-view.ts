"use client";
import { useSearchParams } from "next/navigation";
import { useEffect, useMemo, useRef } from "react";
import { compareHref, type CompareView, parseView } from "#lib/compare/view.ts";

/**
 * The view that the address describes, and the way to change it. The address is written by the browser's own history, which
 * Next follows without asking the server: a switch of the metric loads nothing. Other experiments are a step back can undo.
 */
export function useView(): [CompareView, (patch: Partial<CompareView>) => void] {
  const params = useSearchParams();
  const view = useMemo(() => parseView(params), [params]);
  // Next follows the address a transition later: a second change in the meantime must build on the first, not on what is still drawn.
  const asked = useRef<CompareView | null>(null);
  useEffect(() => {
    if (asked.current && compareHref(asked.current) === compareHref(view)) asked.current = null;
  }, [view]);
  useEffect(() => {
    const forget = () => {
      asked.current = null;
    };
    window.addEventListener("popstate", forget);
    return () => window.removeEventListener("popstate", forget);
  }, []);
  const change = (patch: Partial<CompareView>) => {
    const next = { ...(asked.current ?? view), ...patch };
    asked.current = next;
    const href = compareHref(next);
    if (patch.ids) window.history.pushState(null, "", href);
    else window.history.replaceState(null, "", href);
  };
  return [view, change];
}
