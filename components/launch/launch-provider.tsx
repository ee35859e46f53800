"use client";
import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useState } from "react";

// Never drawn on the server: React's own lazy() does, and next/dynamic would be 2 kB more on every page.
const LaunchDialog = lazy(() => import("./launch-dialog.tsx").then((module) => ({ default: module.LaunchDialog })));

const LaunchContext = createContext<() => void>(() => {});

/** Opens the launch dialog from anywhere. */
export const useOpenLaunch = () => useContext(LaunchContext);

/** Holds the dialog; its code is loaded when it is opened for the first time, and its state is new at each opening. */
export function LaunchProvider({ children }: { children: ReactNode }) {
  const [opening, setOpening] = useState<{ count: number; open: boolean }>({ count: 0, open: false });
  const open = useCallback(() => setOpening(({ count }) => ({ count: count + 1, open: true })), []);
  const close = useCallback(() => setOpening(({ count }) => ({ count, open: false })), []);
  return (
    <LaunchContext value={open}>
      {children}
      <Suspense>{opening.count > 0 && <LaunchDialog key={opening.count} open={opening.open} onClose={close} />}</Suspense>
    </LaunchContext>
  );
}
