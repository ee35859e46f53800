"use client";
import { type RefObject, useLayoutEffect, useState, useSyncExternalStore } from "react";

/** How far below the top of the document an element begins, px; it follows what changes above it. */
export function useListPlace(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => element.current && setTop(Math.round(element.current.getBoundingClientRect().top + window.scrollY));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return top;
}

const WIDE = "(min-width: 48rem)";

function onWide(tell: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener("change", tell);
  return () => query.removeEventListener("change", tell);
}

/** Whether rows are rows; below Tailwind's `md` they are cards. */
export function useIsWide(): boolean {
  return useSyncExternalStore(onWide, () => window.matchMedia(WIDE).matches, () => true);
}
