import type { Metadata } from "next";
import { Suspense } from "react";
import { HistoryPage } from "#components/history/history-page.tsx";
import { HistoryLoading } from "#components/history/history-states.tsx";

export const metadata: Metadata = { title: "History", description: "All experiments of the lab: filter, sort, select, compare, export." };

/** The page is made once; what it shows is in the address, which the browser reads. */
export default function History() {
  return (
    <Suspense
      fallback={
        <div className="shell space-y-4 py-6 sm:py-8">
          <h1 className="text-xl font-semibold tracking-tight">History</h1>
          <HistoryLoading />
        </div>
      }
    >
      <HistoryPage />
    </Suspense>
  );
}
