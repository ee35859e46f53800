"use client";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { LaunchProvider } from "../launch/launch-provider.tsx";
import { QueryProvider } from "../data/query-provider.tsx";

export function Providers({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      <QueryProvider>
        <LaunchProvider>{children}</LaunchProvider>
      </QueryProvider>
    </ThemeProvider>
  );
}
