"use client";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent } from "react";
import { keyPlace } from "./key-place.ts";
import { rowAction } from "./row-keys.ts";

export interface KeyHandlers {
  move: (to: "next" | "previous" | "first" | "last", extend: boolean) => void;
  /** The row that the keys are about; null when none has been gone to. */
  current: () => string | null;
  select: (id: string, range: boolean) => void;
  /** @returns whether there was something to clear */
  clear: () => boolean;
  search: () => void;
}

/** Listens to the keys of the list, wherever on the page they are pressed; fields and dialogs keep theirs. */
export function useRowKeys(handlers: KeyHandlers): void {
  const router = useRouter();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const place = event.defaultPrevented ? null : keyPlace(event.target);
    const action = place && rowAction(event, place);
    if (!action) return;
    const id = handlers.current();
    if (action.act === "clear") {
      if (handlers.clear()) event.preventDefault();
      return;
    }
    event.preventDefault();
    if (action.act === "search") handlers.search();
    else if (action.act === "move") handlers.move(action.to, action.extend);
    else if (id !== null && action.act === "select") handlers.select(id, action.range);
    else if (id !== null && action.act === "open") {
      if (action.newTab) window.open(`/blog/${id}`, "_blank", "noopener");
      else router.push(`/blog/${id}`);
    }
  });
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
