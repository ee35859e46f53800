"use client";
import Link from "next/link";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { describePlan } from "#lib/format/describe-plan.ts";
import { titleOf } from "#lib/format/describe-experiment.ts";
import { isActive } from "../data/merge-head.ts";
import { messageOf } from "../data/request-json.ts";
import { useExperiments } from "../data/use-experiments.ts";
import { DeltaBadge } from "../experiment/delta-badge.tsx";
import { MethodTag } from "../experiment/method-tag.tsx";
import { byline } from "../experiment/researcher-name.tsx";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Time } from "../ui/time.tsx";

function Entry({ row }: { row: ExperimentSummary }) {
  const excerpt = row.finding ?? (row.status === "failed" ? row.failure?.reason : row.failure && "Measured, but not analysed yet.") ?? null;
  return (
    <article className="py-6 first:pt-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-xs text-ink-3">
        <DeltaBadge experiment={{ ...row, verdictReason: row.status === "failed" ? (row.failure?.reason ?? null) : null }} />
        <MethodTag method={row.method} />
        <span>{row.suiteTitle}</span>
        <Time iso={row.finishedAt ?? row.createdAt} />
        {row.researcher && <span>{byline(row.researcher)}</span>}
      </div>
      <h2 className="mt-2 text-lg leading-snug font-semibold tracking-tight text-pretty [overflow-wrap:anywhere]">
        <Link href={`/blog/${row.id}`} className="line-clamp-3 decoration-accent decoration-2 underline-offset-4 hover:underline">
          {titleOf(row)}
        </Link>
      </h2>
      {row.plan && <p className="mt-1 text-xs text-ink-3">{describePlan(row.plan)}</p>}
      {excerpt && <p className="mt-2 line-clamp-3 max-w-prose text-ink-2 [overflow-wrap:anywhere]">{excerpt}</p>}
    </article>
  );
}

/** Finished experiments as a feed to read, newest first. */
export function BlogFeed() {
  const { rows, error, hasMore, loadMore, loadingMore, retry } = useExperiments({});
  const finished = rows?.filter((row) => !isActive(row)) ?? null;
  return (
    <div className="shell max-w-4xl py-8 sm:py-12">
      <h1 className="text-2xl font-semibold tracking-tight">Blog</h1>
      <p className="mt-1 mb-8 text-ink-3">What each experiment tried, what was measured, and what it taught.</p>
      {error && finished && (
        <p role="status" className="mb-6 text-xs text-warn">
          This list could not be refreshed: {messageOf(error)}
        </p>
      )}
      {error && !finished && (
        <Callout tone="bad" title="The blog cannot be read right now" className="mb-6">
          <p>{messageOf(error)}</p>
          <Button size="sm" className="mt-2" onClick={retry}>
            Try again
          </Button>
        </Callout>
      )}
      {finished === null && !error && (
        <div role="status" className="space-y-6">
          <span className="sr-only">Loading the blog</span>
          {[0, 1, 2].map((entry) => (
            <Skeleton key={entry} className="h-28" />
          ))}
        </div>
      )}
      {finished?.length === 0 && (
        <EmptyState title="No experiment has finished yet" action={rows && rows.length > 0 && <Link href="/" className="text-accent underline underline-offset-2">Watch what is running</Link>}>
          Each finished experiment becomes a page here, told from its record.
        </EmptyState>
      )}
      {finished && finished.length > 0 && <div className="divide-y divide-line">{finished.map((row) => <Entry key={row.id} row={row} />)}</div>}
      {hasMore && (
        <div className="no-print mt-4 flex justify-center">
          <Button onClick={loadMore} disabled={loadingMore}>
            {loadingMore ? "Loading" : "Load more"}
          </Button>
        </div>
      )}
    </div>
  );
}
