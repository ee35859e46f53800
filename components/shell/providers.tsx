"use client";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { ImportProvider } from "../import/import-provider.tsx";
import { LaunchProvider } from "../launch/launch-provider.tsx";
import { QueryProvider } from "../data/query-provider.tsx";

export function Providers({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      <QueryProvider>
        <LaunchProvider>
          <ImportProvider>{children}</ImportProvider>
        </LaunchProvider>
      </QueryProvider>
    </ThemeProvider>
  );
}
