"use client";
import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { compareHref, type CompareView, parseView } from "#lib/compare/view.ts";

/**
 * The view that the address describes, and the way to change it. The address is written by the browser's own history, which
 * Next follows without asking the server: a switch of the metric loads nothing. Other experiments are a step back can undo.
 */
export function useView(): [CompareView, (patch: Partial<CompareView>) => void] {
  const params = useSearchParams();
  const view = useMemo(() => parseView(params), [params]);
  const change = (patch: Partial<CompareView>) => {
    const href = compareHref({ ...view, ...patch });
    if (patch.ids) window.history.pushState(null, "", href);
    else window.history.replaceState(null, "", href);
  };
  return [view, change];
}
