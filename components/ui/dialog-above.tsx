"use client";
import { type ComponentType, createContext, lazy, type ReactNode, Suspense, useContext } from "react";
import { useOpening } from "./use-opening.ts";

type Dialog = ComponentType<{ open: boolean; onClose: () => void }>;

/**
 * A dialog above all pages: a provider that holds it, and a hook that gives the way to open it from anywhere. Never drawn on the
 * server: React's own lazy() does, and next/dynamic would be 2 kB more on every page.
 */
export function makeDialogAbove(load: () => Promise<Dialog>) {
  const Shown = lazy(() => load().then((dialog) => ({ default: dialog })));
  const Context = createContext<() => void>(() => {});
  const useOpen = () => useContext(Context);
  function Provider({ children }: { children: ReactNode }) {
    const { count, isOpen, open, close } = useOpening();
    return (
      <Context value={open}>
        {children}
        <Suspense>{count > 0 && <Shown key={count} open={isOpen} onClose={close} />}</Suspense>
      </Context>
    );
  }
  return [Provider, useOpen] as const;
}
