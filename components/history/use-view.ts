"use client";
import { useSearchParams } from "next/navigation";
import { useEffect, useMemo, useRef } from "react";
import { parseView } from "./parse-view.ts";
import { type HistoryView, historyHref } from "./view.ts";

/**
 * The view that the address describes, and the way to change it. The address is written by the browser's own history, which
 * Next follows without asking the server: only the rows are read anew.
 */
export function useView(): [HistoryView, (patch: Partial<HistoryView>) => void] {
  const params = useSearchParams();
  const view = useMemo(() => parseView(params), [params]);
  // Next follows the address a transition later: a second change in the meantime must build on the first, not on what is still drawn.
  const asked = useRef<HistoryView | null>(null);
  useEffect(() => {
    if (asked.current && historyHref(asked.current) === historyHref(view)) asked.current = null;
  }, [view]);
  useEffect(() => {
    const forget = () => {
      asked.current = null;
    };
    window.addEventListener("popstate", forget);
    return () => window.removeEventListener("popstate", forget);
  }, []);
  const change = (patch: Partial<HistoryView>) => {
    const now = asked.current ?? view;
    asked.current = { ...now, ...patch, ...(patch.filter ? { filter: { ...now.filter, ...patch.filter } } : {}) };
    window.history.replaceState(null, "", historyHref(asked.current));
  };
  return [view, change];
}
