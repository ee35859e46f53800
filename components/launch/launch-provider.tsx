"use client";
import { createContext, lazy, type ReactNode, Suspense, useContext } from "react";
import { useOpening } from "../ui/use-opening.ts";

// Never drawn on the server: React's own lazy() does, and next/dynamic would be 2 kB more on every page.
const LaunchDialog = lazy(() => import("./launch-dialog.tsx").then((module) => ({ default: module.LaunchDialog })));

const LaunchContext = createContext<() => void>(() => {});

/** Opens the launch dialog from anywhere. */
export const useOpenLaunch = () => useContext(LaunchContext);

/** Holds the dialog; its code is loaded when it is opened for the first time, and its state is new at each opening. */
export function LaunchProvider({ children }: { children: ReactNode }) {
  const { count, isOpen, open, close } = useOpening();
  return (
    <LaunchContext value={open}>
      {children}
      <Suspense>{count > 0 && <LaunchDialog key={count} open={isOpen} onClose={close} />}</Suspense>
    </LaunchContext>
  );
}
