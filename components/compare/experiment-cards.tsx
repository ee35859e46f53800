"use client";
import { CircleAlert, X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Told } from "#lib/compare/clip-savings.ts";
import { whyNoNumbers } from "#lib/compare/no-numbers.ts";
import type { Compared } from "#lib/compare/schema.ts";
import { titleOf } from "#lib/format/describe-experiment.ts";
import { describePlan } from "#lib/format/describe-plan.ts";
import { DeltaBadge } from "../experiment/delta-badge.tsx";
import { MethodTag } from "../experiment/method-tag.tsx";
import { Button } from "../ui/button.tsx";
import { cx } from "../ui/cx.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import type { SeriesLook } from "./series-look.ts";
import { SeriesTag } from "./series-mark.tsx";
import { ToldText } from "./standing.tsx";

interface CardProps {
  look: SeriesLook;
  id: string;
  onRemove: () => void;
  children: ReactNode;
  className?: string;
  title: string;
}

function Frame({ look, id, onRemove, children, className, title }: CardProps) {
  return (
    <li className={cx("flex min-w-0 flex-col rounded-lg border border-line bg-surface p-3 shadow-card", className)} style={{ borderTop: `3px solid ${look.colour}` }}>
      <div className="flex items-center gap-2">
        <SeriesTag look={look} className="text-sm" />
        <span className="min-w-0 flex-1 truncate font-mono text-2xs text-ink-3" title={id}>{id}</span>
        <Button variant="ghost" size="icon" onClick={onRemove} aria-label={`Remove ${look.letter}: ${title}`} title="Remove from the comparison" className="no-print -my-1 -mr-1.5 !size-7">
          <X aria-hidden className="size-3.5" />
        </Button>
      </div>
      {children}
    </li>
  );
}

/** One chosen experiment: its letter and curve, what it is, what it gave, and where it stands against the anchor. */
export function ExperimentCard({ experiment, look, anchor, onRemove, onAnchor }: {
  experiment: Compared;
  look: SeriesLook;
  /** The anchor's letter (null for the baseline, which the badge is about already) with what this one saves against it; null while there is nothing to compare. */
  anchor: { letter: string | null; isThis: boolean; told: Told | null } | null;
  onRemove: () => void;
  /** null where it cannot be an anchor, without numbers. */
  onAnchor: (() => void) | null;
}) {
  const title = titleOf(experiment);
  const why = whyNoNumbers(experiment);
  return (
    <Frame look={look} id={experiment.id} onRemove={onRemove} title={title}>
      <Link href={`/blog/${experiment.id}`} className="mt-1.5 line-clamp-2 text-sm font-medium decoration-line-strong underline-offset-2 [overflow-wrap:anywhere] hover:underline">
        {title}
      </Link>
      <p className="mt-0.5 line-clamp-2 text-xs text-ink-3">{experiment.plan ? describePlan(experiment.plan) : "no plan on record"}</p>
      <div className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-3">
        <MethodTag method={experiment.method} />
        {experiment.suite.title}
      </div>
      <div className="mt-auto pt-2.5">
        <DeltaBadge experiment={{ ...experiment, verdictReason: experiment.failure?.reason ?? experiment.verdictReason }} />
        {why && (
          <p className="mt-1.5 flex gap-1.5 text-xs text-ink-2">
            <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0 text-warn" />
            <span className="min-w-0 [overflow-wrap:anywhere]">{why}</span>
          </p>
        )}
        {anchor && !why && (
          <p className="mt-1.5 flex flex-wrap items-baseline gap-x-1.5 text-xs text-ink-3">
            {anchor.isThis ? (
              <span className="font-medium text-accent">Anchor: the others are compared with it</span>
            ) : (
              <>
                {anchor.letter !== null && (
                  <span>
                    against {anchor.letter} {anchor.told ? <ToldText brief told={anchor.told} /> : "no shared clip"}
                  </span>
                )}
                {onAnchor && (
                  <button type="button" onClick={onAnchor} className="no-print rounded text-ink-3 underline decoration-line-strong underline-offset-2 hover:text-ink">
                    make it the anchor<span className="sr-only">: {look.letter}</span>
                  </button>
                )}
              </>
            )}
          </p>
        )}
      </div>
    </Frame>
  );
}

/** An id that was not read yet, or that is of no experiment. */
export function BareCard({ id, look, onRemove, state }: { id: string; look: SeriesLook; onRemove: () => void; state: "loading" | "unknown" | "too-many" }) {
  const said = { loading: null, unknown: "There is no experiment with this id.", "too-many": "More than can be compared at once." }[state];
  return (
    <Frame look={look} id={id} onRemove={onRemove} title={id} className={cx(state !== "loading" && "border-dashed")}>
      {said === null ? (
        <div className="mt-2 space-y-2">
          <Skeleton className="h-4 w-4/5" />
          <Skeleton className="h-4 w-1/2" />
        </div>
      ) : (
        <p className="mt-2 flex gap-1.5 text-xs text-ink-2">
          <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0 text-bad" />
          {said}
        </p>
      )}
    </Frame>
  );
}
