"use client";
import { useEffect } from "react";
import { STAGES } from "#lib/experiment/names.ts";
import type { Stage } from "#lib/experiment/schema.ts";

/** Address, within the page, of the log lines of one stage. */
export const logHash = (stage: Stage): string => `#log-${stage}`;

/** For links to a place in the page that is there already: the browser tells nobody, so this does. */
export function visitHash({ currentTarget }: { currentTarget: HTMLAnchorElement }): void {
  if (currentTarget.hash === window.location.hash) window.dispatchEvent(new HashChangeEvent("hashchange"));
}

const SHAPE = /^#log(?:-([a-z]+))?$/;

/** Calls `go` with the stage (null: all) whenever the page's address leads to the log, also when the page was opened with it. */
export function useLogHash(go: (stage: Stage | null) => void): void {
  useEffect(() => {
    const read = () => {
      const match = SHAPE.exec(window.location.hash);
      if (match) go(STAGES.find((stage) => stage === match[1]) ?? null);
    };
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, [go]);
}
