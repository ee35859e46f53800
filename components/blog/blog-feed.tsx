"use client";
import Link from "next/link";
import { Rss } from "lucide-react";
import { useEffect, useRef } from "react";
import { Unreadable } from "../data/unreadable.tsx";
import { useFeed } from "../data/use-feed.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Loading } from "../ui/loading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { FeedControls } from "./feed-controls.tsx";
import { FeedEntry } from "./feed-entry.tsx";
import type { FeedFilter } from "./feed-filter.ts";

/** How far before the end older entries are asked for. */
const AHEAD = "600px";

/** Asks for older entries when the end comes near; the button does the same for those who do not scroll. */
function Older({ eager, loading, onMore }: { eager: boolean; loading: boolean; onMore: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!eager || loading || !end.current) return;
    const observer = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && onMore(), { rootMargin: AHEAD });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [eager, loading, onMore]);
  return (
    <div ref={end} className="no-print mt-4 flex flex-col items-center gap-2">
      {!eager && <p className="text-xs text-ink-3">Nothing in the last stretch of the history fits.</p>}
      <Button onClick={onMore} disabled={loading}>
        {loading ? "Loading" : eager ? "Older" : "Look further back"}
      </Button>
    </div>
  );
}

function FeedLinks() {
  const look = "inline-flex items-center gap-1 underline decoration-line-strong underline-offset-2 hover:text-ink";
  return (
    <p className="no-print flex items-center gap-3 text-xs text-ink-3">
      <a href="/feed.xml" className={look}>
        <Rss aria-hidden className="size-3.5" /> RSS
      </a>
      <a href="/atom.xml" className={look}>
        Atom
      </a>
    </p>
  );
}

/** Finished experiments as a feed to read, newest first, with search and tags in the address. */
export function BlogFeed({ filter }: { filter: FeedFilter }) {
  const { rows, error, hasMore, eager, loadMore, loadingMore, retry } = useFeed(filter);
  const filtered = Object.values(filter).some(Boolean);
  const figures = rows?.some((row) => row.sparkline !== null) ?? false;
  return (
    <div className="shell max-w-4xl py-8 sm:py-12">
      <div className="flex items-baseline justify-between gap-4">
        <h1 className="text-2xl font-semibold tracking-tight">Blog</h1>
        <FeedLinks />
      </div>
      <p className="mt-1 mb-6 text-ink-3">
        What each experiment tried, what was measured, and what it taught.
        {figures && <span> In the figures rate grows to the right and quality upwards; dashed is HEVC.</span>}
      </p>
      <FeedControls filter={filter} />
      {error && (
        <Unreadable title={rows ? "Older experiments cannot be read right now" : "The blog cannot be read right now"} error={error} onRetry={rows ? loadMore : retry} className="mb-6" />
      )}
      {rows === null && !error && (
        <Loading what="the blog" className="space-y-6">
          {[0, 1, 2].map((entry) => (
            <Skeleton key={entry} className="h-28" />
          ))}
        </Loading>
      )}
      {rows?.length === 0 && !hasMore && (
        <EmptyState
          title={filtered ? "No experiment fits" : "No experiment has finished yet"}
          action={
            <Link href={filtered ? "/blog" : "/"} className="text-accent underline underline-offset-2">
              {filtered ? "Show all" : "To the dashboard"}
            </Link>
          }
        >
          {filtered ? "Other words, or fewer tags, may find more." : "Each finished experiment becomes a page here, told from its record."}
        </EmptyState>
      )}
      {rows && rows.length > 0 && (
        <div className="divide-y divide-line">
          {rows.map((row) => (
            <FeedEntry key={row.id} row={row} filter={filter} />
          ))}
        </div>
      )}
      {hasMore && <Older eager={eager} loading={loadingMore} onMore={loadMore} />}
    </div>
  );
}
