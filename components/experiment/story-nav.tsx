"use client";
import { ArrowLeft, ArrowRight } from "lucide-react";
import Link from "next/link";
import type { Experiment } from "#lib/experiment/schema.ts";
import type { DeltaInput } from "#lib/format/describe-delta.ts";
import { titleOf } from "#lib/format/describe-experiment.ts";
import { useLineage } from "../data/use-lineage.ts";
import { useNeighbours } from "../data/use-neighbours.ts";
import { bestOf, type Idea, ideaOfNode } from "../lineage/idea.ts";
import { cx } from "../ui/cx.ts";
import { DeltaBadge } from "./delta-badge.tsx";

type Target = Pick<Experiment, "id" | "hypothesis" | "status"> & DeltaInput;

function Step({ target, way, label, nothing }: { target: Target | null | undefined; way: "back" | "on"; label: string; nothing: string }) {
  const Arrow = way === "back" ? ArrowLeft : ArrowRight;
  if (!target) return <p className={cx("px-3 py-2.5 text-xs text-ink-3", way === "on" && "sm:text-right")}>{target === undefined ? "\u00a0" : nothing}</p>;
  return (
    <Link href={`/blog/${target.id}`} rel={way === "back" ? "prev" : "next"} prefetch={false} className={cx("group flex min-w-0 flex-col gap-1 rounded-lg border border-line bg-surface px-3 py-2.5 hover:border-line-strong", way === "on" && "sm:items-end sm:text-right")}>
      <span className="flex items-center gap-1.5 text-xs text-ink-3">
        {way === "back" && <Arrow aria-hidden className="size-3.5" />}
        {label}
        {way === "on" && <Arrow aria-hidden className="size-3.5" />}
      </span>
      <span className="line-clamp-2 text-sm [overflow-wrap:anywhere] group-hover:underline">{titleOf(target)}</span>
      <DeltaBadge experiment={target} />
    </Link>
  );
}

/** The best that came of it, or else the newest attempt. */
function nextIdea(children: readonly Idea[]): Idea | null {
  const best = bestOf(children);
  return children.find(({ id }) => id === best) ?? children.at(-1) ?? null;
}

/** Where to read on: along the idea, from parent to best child, and along time. */
export function StoryNav({ experiment }: { experiment: Experiment }) {
  const { id, lineage } = experiment;
  const { data: ideas } = useLineage(id, lineage?.parentId ?? null);
  const { data: times } = useNeighbours(experiment);
  const parent = ideas && (ideas.ancestors[0] ? ideaOfNode(ideas.ancestors[0]) : null);
  const child = ideas && nextIdea(ideas.children.map(ideaOfNode));
  return (
    <nav aria-label="Other experiments" className="no-print space-y-4 border-t border-line pt-6">
      <div>
        <h2 className="mb-2 text-xs font-medium text-ink-3">By idea</h2>
        <div className="grid gap-2 sm:grid-cols-2">
          <Step target={parent} way="back" label="Came from" nothing="It changes no other plan." />
          <Step target={child} way="on" label={ideas && ideas.children.length > 1 ? "Best of what it led to" : "Led to"} nothing="Nothing has followed it yet." />
        </div>
      </div>
      <div>
        <h2 className="mb-2 text-xs font-medium text-ink-3">By time</h2>
        <div className="grid gap-2 sm:grid-cols-2">
          <Step target={times && times.previous} way="back" label="Before it in the lab" nothing="It is the first experiment of the lab." />
          <Step target={times && times.next} way="on" label="After it in the lab" nothing="It is the newest experiment of the lab." />
        </div>
      </div>
    </nav>
  );
}
