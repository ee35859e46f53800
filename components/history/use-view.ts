"use client";
import { useSearchParams } from "next/navigation";
import { useEffect, useMemo, useRef, useState } from "react";
import { parseView } from "./parse-view.ts";
import { type HistoryView, historyHref } from "./view.ts";

/**
 * The view that the address describes, and the way to change it. The address is written by the browser's own history, which
 * Next follows without asking the server: only the rows are read anew.
 */
export function useView(): [HistoryView, (patch: Partial<HistoryView>) => void] {
  const params = useSearchParams();
  const described = useMemo(() => parseView(params), [params]);
  // Next follows the address a transition later. Until then what was asked for is shown: a box that was ticked must not untick itself.
  const [asked, setAsked] = useState<HistoryView | null>(null);
  if (asked && historyHref(asked) === historyHref(described)) setAsked(null);
  const view = asked ?? described;
  /** A second change before the next drawing builds on the first. */
  const latest = useRef(view);
  useEffect(() => {
    latest.current = view;
  }, [view]);
  useEffect(() => {
    const forget = () => setAsked(null);
    window.addEventListener("popstate", forget);
    return () => window.removeEventListener("popstate", forget);
  }, []);
  const change = (patch: Partial<HistoryView>) => {
    const now = latest.current;
    const next = { ...now, ...patch, ...(patch.filter ? { filter: { ...now.filter, ...patch.filter } } : {}) };
    latest.current = next;
    setAsked(next);
    window.history.replaceState(null, "", historyHref(next));
  };
  return [view, change];
}
