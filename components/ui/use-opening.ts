"use client";
import { useCallback, useState } from "react";

/** A dialog whose code is loaded when it is opened for the first time: `count` is its key, so that its state is new at each opening, and 0 until then. */
export function useOpening() {
  const [{ count, isOpen }, setOpening] = useState({ count: 0, isOpen: false });
  const open = useCallback(() => setOpening((before) => ({ count: before.count + 1, isOpen: true })), []);
  const close = useCallback(() => setOpening((before) => ({ ...before, isOpen: false })), []);
  return { count, isOpen, open, close };
}
