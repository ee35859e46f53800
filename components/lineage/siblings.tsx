import Link from "next/link";
import { describeChanges } from "#lib/format/describe-changes.ts";
import { titleOf } from "#lib/format/describe-experiment.ts";
import { DeltaBadge } from "../experiment/delta-badge.tsx";
import { Disclosure } from "../ui/disclosure.tsx";
import type { Idea } from "./idea.ts";

/** What else was tried from the same parent, folded away. */
export function Siblings({ ideas, more }: { ideas: readonly Idea[]; more: boolean }) {
  return (
    <Disclosure lazy className="mt-3" summary={`${ideas.length}${more ? " and more" : ""} other ${ideas.length === 1 ? "idea" : "ideas"} from the same parent`}>
      <ul className="divide-y divide-line">
        {ideas.map((idea) => (
          <li key={idea.id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2 first:pt-0 last:pb-0">
            <span className="min-w-0 flex-1 basis-64 text-sm">
              <Link href={`/blog/${idea.id}`} className="line-clamp-2 underline decoration-line-strong underline-offset-2 hover:decoration-accent">
                {titleOf(idea)}
              </Link>
              {idea.lineage && <span className="num text-xs text-ink-3">{describeChanges(idea.lineage).map(({ text }) => text).join(", ")}</span>}
            </span>
            <DeltaBadge experiment={idea} />
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
