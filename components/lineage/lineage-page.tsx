"use client";
import Link from "next/link";
import { suiteName } from "#lib/format/suite-name.ts";
import { messageOf } from "../data/request-json.ts";
import { StaleNote } from "../data/stale-note.tsx";
import { useFamilyTree } from "../data/use-lineage.ts";
import { useSuites } from "../data/use-suites.ts";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { cx } from "../ui/cx.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ideaOfNode } from "./idea.ts";
import { TreeFigure } from "./tree-figure.tsx";

function SuiteLinks({ suiteId }: { suiteId: string }) {
  const known = useSuites().data?.suites.map(({ suite }) => ({ id: suite.id, title: suite.title })) ?? [];
  // An upload's own suite is in no list: it stands here while it is looked at.
  const suites = known.some(({ id }) => id === suiteId) ? known : [...known, { id: suiteId, title: suiteName(suiteId) }];
  return (
    <nav aria-label="Suite" className="flex max-w-full flex-wrap gap-0.5 rounded-md border border-line bg-surface-2 p-0.5">
      {suites.map(({ id, title }) => (
        <Link key={id} href={`/lineage?suite=${encodeURIComponent(id)}`} aria-current={id === suiteId ? "page" : undefined} className={cx("rounded px-2.5 py-1 text-xs font-medium", id === suiteId ? "bg-surface text-ink shadow-card ring-1 ring-line-strong" : "text-ink-2 hover:text-ink")}>
          {title}
        </Link>
      ))}
    </nav>
  );
}

/** Which idea came from which, for one suite. @param here the experiment from which one came, marked in the tree */
export function LineagePage({ suiteId, here }: { suiteId: string; here: string | null }) {
  const { data, error, isError, dataUpdatedAt, refetch } = useFamilyTree(suiteId);
  // The API gives the newest first; the tree grows from the oldest.
  const ideas = data?.nodes.toReversed().map(ideaOfNode) ?? [];
  return (
    <div className="shell space-y-6 py-8">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-2xl font-semibold tracking-tight">Lineage</h1>
          <p className="mt-1 max-w-prose text-sm text-ink-3">Which idea came from which. Every plan but a first one changes another; what it changed is worked out from the two plans.</p>
        </div>
        <SuiteLinks suiteId={suiteId} />
      </div>
      {isError && data && <StaleNote error={error} readAt={dataUpdatedAt} />}
      {isError && !data && (
        <Callout tone="bad" title="The lineage cannot be read right now">
          <p>{messageOf(error)}</p>
          <Button size="sm" className="mt-2" onClick={() => void refetch()}>
            Try again
          </Button>
        </Callout>
      )}
      {!data && !isError && (
        <div role="status">
          <span className="sr-only">Loading the lineage</span>
          <Skeleton className="h-96" />
        </div>
      )}
      {data && ideas.length === 0 && <EmptyState title="No idea on this suite yet">The tree grows with every experiment that has a plan.</EmptyState>}
      {data && ideas.length > 0 && <TreeFigure ideas={ideas} here={here} />}
      {data?.more && <p className="text-xs text-ink-3">These are the newest {ideas.length}; an older parent is not drawn, so that its children stand as first ideas.</p>}
    </div>
  );
}
