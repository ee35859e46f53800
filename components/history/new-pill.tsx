import { ArrowUp } from "lucide-react";
import type { HistoryList } from "../data/history-pages.ts";

/** New rows above what is being read; a click goes there. */
export function NewPill({ list: { unseen, unseenMore }, onGo }: { list: HistoryList; onGo: () => void }) {
  const count = unseen.length;
  return (
    <div role="status" className="no-print pointer-events-none fixed inset-x-0 top-27 z-30 flex justify-center">
      {(count > 0 || unseenMore) && (
        <button type="button" onClick={onGo} className="arriving pointer-events-auto inline-flex h-8 items-center gap-1.5 rounded-full border border-accent/50 bg-surface px-3 text-xs font-medium text-accent shadow-pop hover:border-accent">
          <ArrowUp aria-hidden className="size-3.5" />
          {unseenMore ? "New experiments" : `${count} new`}
          <span className="sr-only">, to the top</span>
        </button>
      )}
    </div>
  );
}
