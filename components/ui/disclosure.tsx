"use client";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cx } from "./cx.ts";

/** A summary that opens; with `lazy`, the content is made when it is opened for the first time. */
export function Disclosure({ summary, children, lazy = false, className }: { summary: ReactNode; children: ReactNode; lazy?: boolean; className?: string }) {
  const [opened, setOpened] = useState(false);
  return (
    <details className={cx("group rounded-lg border border-line bg-surface", className)} onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary className="flex list-none items-center gap-2 rounded-lg px-4 py-2.5 text-sm font-medium text-ink-2 hover:text-ink">
        <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-3 transition-transform group-open:rotate-90" />
        <span className="min-w-0 flex-1">{summary}</span>
      </summary>
      <div className="border-t border-line px-4 py-4">{(!lazy || opened) && children}</div>
    </details>
  );
}
