"use client";
import { Trophy } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { describeDelta } from "#lib/format/describe-delta.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { Disclosure } from "../ui/disclosure.tsx";
import { bestOf, type Idea, type MarkShape, shapeOf, SHAPE_NOTES } from "./idea.ts";
import { IdeaCard } from "./idea-card.tsx";
import { IdeaMark } from "./idea-mark.tsx";
import { IdeaTable } from "./idea-table.tsx";
import { IdeaTree, placeOf } from "./idea-tree.tsx";
import { layOutTree } from "./tree-layout.ts";

const TONES: Record<MarkShape, "good" | "bad" | "neutral" | "muted"> = { disc: "good", diamond: "bad", bar: "neutral", ring: "neutral", cross: "bad", "hollow-diamond": "bad", dashed: "muted" };

function Legend({ ideas }: { ideas: readonly Idea[] }) {
  const shapes = new Set(ideas.map((idea) => shapeOf(idea, describeDelta(idea))));
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-3">
      {(Object.keys(SHAPE_NOTES) as MarkShape[]).filter((shape) => shapes.has(shape)).map((shape) => (
        <li key={shape} className="flex items-center gap-1.5">
          <svg aria-hidden viewBox="-9 -9 18 18" className="size-3.5">
            <IdeaMark shape={shape} tone={TONES[shape]} />
          </svg>
          {SHAPE_NOTES[shape]}
        </li>
      ))}
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="h-0.5 w-4 bg-accent" />
        way to the best
      </li>
      {ideas.some(({ champion }) => champion) && (
        <li className="flex items-center gap-1.5">
          <Trophy aria-hidden className="size-3.5 text-accent" />
          confirmed as champion
        </li>
      )}
    </ul>
  );
}

/** The tree with its legend, the idea that is pointed at, and the same as a table. @param ideas of one suite, oldest first */
export function TreeFigure({ ideas, here }: { ideas: readonly Idea[]; here: string | null }) {
  const best = useMemo(() => bestOf(ideas), [ideas]);
  const tree = useMemo(() => layOutTree(ideas.map(({ id, lineage }) => ({ id, parentId: lineage?.parentId ?? null })), best), [ideas, best]);
  const byId = useMemo(() => new Map(ideas.map((idea) => [idea.id, idea])), [ideas]);
  const [pointed, setPointed] = useState<string | null>(null);
  const first = here !== null && byId.has(here) ? here : (best ?? ideas.at(-1)?.id ?? null);
  const active = pointed !== null && byId.has(pointed) ? pointed : first;
  const idea = active === null ? undefined : byId.get(active);
  const box = useRef<HTMLDivElement>(null);
  const start = tree.nodes.find(({ id }) => id === here);
  const [x, y] = start ? [placeOf(start).x, placeOf(start).y] : [null, null];
  // The experiment from which one came stands in the middle of a box that is smaller than its tree.
  useEffect(() => {
    if (x !== null && y !== null && box.current) box.current.scrollTo(x - box.current.clientWidth / 2, y - box.current.clientHeight / 2);
  }, [x, y]);
  return (
    <div className="space-y-3">
      <Legend ideas={ideas} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_18rem] lg:items-start">
        <div ref={box} className="relative max-h-[42rem] overflow-auto rounded-lg border border-line bg-surface p-2 shadow-card">
          <IdeaTree tree={tree} ideas={byId} active={active} here={here} onActive={setPointed} />
        </div>
        {idea && (
          <div className="max-lg:order-first lg:sticky lg:top-20">
            <p className="mb-1 text-2xs font-medium text-ink-3">{idea.id === best ? "The best one" : idea.lineage ? "What it changed" : "A first idea"}</p>
            <IdeaCard idea={idea} />
          </div>
        )}
      </div>
      <Disclosure lazy className="no-print" summary={`The same ${formatPlural(ideas.length, "idea")} as a table`}>
        <IdeaTable tree={tree} ideas={byId} />
      </Disclosure>
    </div>
  );
}
