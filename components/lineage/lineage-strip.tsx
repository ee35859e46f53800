import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { formatPlural } from "#lib/format/format-number.ts";
import { IdeaCard } from "./idea-card.tsx";
import type { Idea } from "./idea.ts";

/** More than these stand in the tree only. */
const ANCESTORS = 2;
const CHILDREN = 4;

function Arrow() {
  return <ArrowRight aria-hidden className="mx-auto size-4 shrink-0 rotate-90 self-center text-ink-3 sm:rotate-0" />;
}

const WHERE = "text-2xs font-medium text-ink-3";

/**
 * The ideas that led here, this one, and those that went on from it; from left to right, on a phone from top to bottom.
 * @param ancestors oldest first; `more` says on which side there are others that were not read
 */
export function LineageStrip({ ancestors, idea, later, more, treeHref }: { ancestors: readonly Idea[]; idea: Idea; later: readonly Idea[]; more: { ancestors: boolean; children: boolean }; treeHref: string }) {
  const shown = ancestors.slice(-ANCESTORS);
  const earlier = ancestors.length - shown.length;
  const hidden = Math.max(0, later.length - CHILDREN);
  const toTree = (text: string) => (
    <Link href={treeHref} className="self-center text-xs whitespace-nowrap text-ink-3 underline underline-offset-2 hover:text-ink">
      {text}
    </Link>
  );
  return (
    <ol className="flex flex-col gap-2 sm:flex-row sm:items-center sm:overflow-x-auto sm:pb-1">
      {earlier > 0 && (
        <li className="flex flex-col justify-center gap-2 sm:flex-row">
          {toTree(`${more.ancestors ? "more than " : ""}${formatPlural(earlier, "earlier idea")}`)}
          <Arrow />
        </li>
      )}
      {shown.map((ancestor, index) => (
        <li key={ancestor.id} className="flex min-w-0 flex-col gap-2 sm:min-w-44 sm:flex-1 sm:flex-row">
          <div className="flex min-w-0 flex-1 flex-col gap-1">
            <span className={WHERE}>{index === shown.length - 1 ? "Came from" : "Before that"}</span>
            <IdeaCard idea={ancestor} />
          </div>
          <Arrow />
        </li>
      ))}
      <li className="flex min-w-0 flex-col gap-1 sm:min-w-44 sm:flex-1">
        <span className={WHERE}>This experiment</span>
        <IdeaCard idea={idea} here />
      </li>
      {later.length > 0 && (
        <li className="flex min-w-0 flex-col gap-2 sm:min-w-44 sm:flex-[1.25] sm:flex-row">
          <Arrow />
          <div className="flex min-w-0 flex-1 flex-col gap-1">
            <span className={WHERE}>{later.length === 1 ? "Led to" : `Led to ${later.length}${more.children ? " and more" : ""} ideas`}</span>
            <ul className="flex flex-col gap-2">
              {later.slice(0, CHILDREN).map((child) => (
                <li key={child.id}>
                  <IdeaCard idea={child} dense={later.length > 1} />
                </li>
              ))}
            </ul>
            {hidden > 0 && toTree(`and ${hidden} more in the tree`)}
          </div>
        </li>
      )}
    </ol>
  );
}
