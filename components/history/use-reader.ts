"use client";
import { type RefObject, useCallback, useEffect, useState } from "react";

/** Nearer to the top than this, nobody has scrolled. px. */
const AT_TOP = 8;

/**
 * Where the reader is. What is being read has to stay where it is as soon as somebody scrolled, or went to a row with the
 * keyboard.
 */
export function useReader(rows: RefObject<HTMLElement | null>): { held: () => boolean; atTop: boolean } {
  const [atTop, setAtTop] = useState(true);
  useEffect(() => {
    const look = () => setAtTop(window.scrollY <= AT_TOP);
    look();
    window.addEventListener("scroll", look, { passive: true });
    return () => window.removeEventListener("scroll", look);
  }, []);
  const held = useCallback(() => window.scrollY > AT_TOP || (rows.current?.contains(document.activeElement) ?? false), [rows]);
  return { held, atTop };
}

/** To the top of the page: smoothly where it is near and nobody asked for less motion. */
export function scrollToTop(): void {
  const far = window.scrollY > 2 * window.innerHeight || window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  window.scrollTo({ top: 0, behavior: far ? "instant" : "smooth" });
}
