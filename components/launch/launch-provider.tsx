"use client";
import dynamic from "next/dynamic";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";

const LaunchDialog = dynamic(() => import("./launch-dialog.tsx").then((module) => module.LaunchDialog), { ssr: false });

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
      {opening.count > 0 && <LaunchDialog key={opening.count} open={opening.open} onClose={close} />}
    </LaunchContext>
  );
}
