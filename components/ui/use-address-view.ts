"use client";
import { useSearchParams } from "next/navigation";
import { useEffect, useMemo, useRef, useState } from "react";

/** How a page's view stands in its address. */
export interface AddressView<View, Patch> {
  parse: (params: Pick<URLSearchParams, "get">) => View;
  href: (view: View) => string;
  merge: (view: View, patch: Patch) => View;
  /** Whether a change is one that a step back undoes. */
  isStep: (patch: Patch) => boolean;
}

/**
 * The view that the address describes, and the way to change it. The address is written by the browser's own history, which
 * Next follows without asking the server. @param address made once, outside of the component
 */
export function useAddressView<View, Patch>({ parse, href, merge, isStep }: AddressView<View, Patch>): [View, (patch: Patch) => void] {
  const params = useSearchParams();
  const described = useMemo(() => parse(params), [parse, params]);
  const at = href(described);
  // Next follows the address a transition later. Until then what was asked for is shown: a box that was ticked must not untick itself.
  const [asked, setAsked] = useState<{ view: View; /** The addresses on the way to it, the one before the first change included. */ way: readonly string[] } | null>(null);
  // It has arrived, or a link led somewhere else in the meantime.
  if (asked && (asked.way.at(-1) === at || !asked.way.includes(at))) setAsked(null);
  const view = asked?.view ?? described;
  /** A second change before the next drawing builds on the first. */
  const latest = useRef({ view, way: asked?.way ?? [at] });
  useEffect(() => {
    latest.current = { view, way: asked?.way ?? [at] };
  }, [view, asked, at]);
  useEffect(() => {
    const forget = () => setAsked(null);
    window.addEventListener("popstate", forget);
    return () => window.removeEventListener("popstate", forget);
  }, []);
  const change = (patch: Patch) => {
    const next = merge(latest.current.view, patch);
    const address = href(next);
    latest.current = { view: next, way: [...latest.current.way, address] };
    setAsked(latest.current);
    if (isStep(patch)) window.history.pushState(null, "", address);
    else window.history.replaceState(null, "", address);
  };
  return [view, change];
}
