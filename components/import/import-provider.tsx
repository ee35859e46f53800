"use client";
import { createContext, lazy, type ReactNode, Suspense, useContext } from "react";
import { useOpening } from "../ui/use-opening.ts";

// Never drawn on the server: React's own lazy() does, and next/dynamic would be 2 kB more on every page.
const ImportDialog = lazy(() => import("./import-dialog.tsx").then((module) => ({ default: module.ImportDialog })));

const ImportContext = createContext<() => void>(() => {});

/** Opens the import dialog from anywhere. */
export const useOpenImport = () => useContext(ImportContext);

/**
 * Holds the dialog above all pages: the first import turns the empty lab, whose button opened it, into a dashboard. Its code is
 * loaded when it is opened for the first time, and its state is new at each opening.
 */
export function ImportProvider({ children }: { children: ReactNode }) {
  const { count, isOpen, open, close } = useOpening();
  return (
    <ImportContext value={open}>
      {children}
      <Suspense>{count > 0 && <ImportDialog key={count} open={isOpen} onClose={close} />}</Suspense>
    </ImportContext>
  );
}
