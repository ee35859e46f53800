import Link from "next/link";
import { titleOf } from "#lib/format/describe-experiment.ts";
import { ChampionTag } from "../experiment/champion-tag.tsx";
import { DeltaBadge } from "../experiment/delta-badge.tsx";
import { cx } from "../ui/cx.ts";
import { ChangeChips } from "./change-chips.tsx";
import type { Idea } from "./idea.ts";

/** One idea: what it changed, what it claimed, how it ended. The whole card leads to its page, unless it is the page. */
export function IdeaCard({ idea, here = false, dense = false }: { idea: Idea; here?: boolean; /** One of several above each other. */ dense?: boolean }) {
  return (
    <div aria-current={here ? "page" : undefined} className={cx("relative flex flex-col rounded-lg border", dense ? "gap-1.5 px-3 py-2.5" : "gap-2 p-3", here ? "border-accent bg-accent-soft/40" : "border-line bg-surface hover:border-line-strong has-focus-visible:border-accent")}>
      {idea.lineage && <ChangeChips lineage={idea.lineage} most={4} />}
      <p className={cx("text-sm leading-snug [overflow-wrap:anywhere]", dense ? "line-clamp-2" : "line-clamp-3")}>
        {here ? (
          <span className="font-medium">{titleOf(idea)}</span>
        ) : (
          <Link href={`/blog/${idea.id}`} className="underline-offset-2 after:absolute after:inset-0 hover:underline">
            {titleOf(idea)}
          </Link>
        )}
      </p>
      <div className="mt-auto flex flex-wrap items-center gap-1.5">
        <DeltaBadge experiment={idea} />
        {idea.champion && <ChampionTag />}
      </div>
      {here && <span className="sr-only">This experiment</span>}
    </div>
  );
}
