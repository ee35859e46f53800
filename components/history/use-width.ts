"use client";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** Width of an element in rem, as it changes; null before it is known. */
export function useWidthRem<E extends HTMLElement>(): [RefObject<E | null>, number | null] {
  const element = useRef<E>(null);
  const [width, setWidth] = useState<number | null>(null);
  useLayoutEffect(() => {
    if (!element.current) return;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width / rem));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
