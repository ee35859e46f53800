"use client";
import Link from "next/link";
import type { Experiment } from "#lib/experiment/schema.ts";
import { messageOf } from "../data/request-json.ts";
import { useLineage } from "../data/use-lineage.ts";
import { Section } from "../ui/card.tsx";
import { Loading } from "../ui/loading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ideaOf, ideaOfNode } from "./idea.ts";
import { LineageStrip } from "./lineage-strip.tsx";
import { Siblings } from "./siblings.tsx";
import { TwinNote } from "./twin-note.tsx";

const BY = { researcher: "The researcher named its parent.", person: "A person launched it from its parent.", nearest: "No parent was named: the lab took the nearest plan that was measured." } as const;

/** Where the plan comes from, what it changed, and what came of it. */
export function LineageSection({ experiment }: { experiment: Experiment }) {
  const { id, lineage, novelty, suite } = experiment;
  const { data, error } = useLineage(id, lineage?.parentId ?? null);
  const treeHref = `/lineage?suite=${encodeURIComponent(suite.id)}&at=${encodeURIComponent(id)}`;
  const alone = data && data.ancestors.length === 0 && data.children.length === 0;
  return (
    <Section
      id="lineage"
      title="Lineage"
      aside={
        <Link href={treeHref} className="no-print text-xs text-ink-3 underline underline-offset-2 hover:text-ink">
          The tree of all ideas on {suite.title}
        </Link>
      }
    >
      <div className="space-y-3">
        {novelty && <TwinNote novelty={novelty} />}
        {!data && error && <p className="text-sm text-warn">The lineage cannot be read right now: {messageOf(error)}</p>}
        {!data && !error && (
          <Loading what="the lineage">
            <Skeleton className="h-36" />
          </Loading>
        )}
        {alone && <p className="text-sm text-ink-3">{lineage ? "Its parent is not on record any more, and nothing has followed it yet." : "A first idea: its plan changes no other one, and nothing has followed it yet."}</p>}
        {data && !alone && <LineageStrip ancestors={data.ancestors.toReversed().map(ideaOfNode)} idea={ideaOf(experiment)} later={data.children.map(ideaOfNode)} more={{ ancestors: data.moreAncestors, children: data.moreChildren }} treeHref={treeHref} />}
        {lineage && <p className="text-xs text-ink-3">{BY[lineage.by]} What changed is worked out from the two plans, not from anybody&apos;s words.</p>}
      </div>
      {data && data.siblings.length > 0 && <Siblings ideas={data.siblings.map(ideaOfNode)} more={data.moreSiblings} />}
    </Section>
  );
}
