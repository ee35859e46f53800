import { GitCompareArrows } from "lucide-react";
import Link from "next/link";
import { compareHref } from "#lib/compare/view.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import { buttonClass } from "../ui/button.tsx";

/** Ways from an experiment to a comparison: with its parent, with the best of its suite, with any other. */
export function CompareLinks({ experiment: { id, parentId, lineage, suite } }: { experiment: Pick<Experiment, "id" | "parentId" | "lineage" | "suite"> }) {
  const parent = lineage?.parentId ?? parentId;
  const own = compareHref({ ids: [id] });
  const links = [
    ...(parent ? [{ href: compareHref({ ids: [parent, id] }), text: "Compare with its parent" }] : []),
    { href: `${own}&with=best`, text: `Compare with the best of ${suite.title}` },
    { href: own, text: "Compare with…" },
  ];
  return (
    <nav aria-label="Compare" className="no-print -mt-5 flex flex-wrap gap-2">
      {links.map(({ href, text }) => (
        <Link key={text} href={href} prefetch={false} className={buttonClass("secondary", "sm")}>
          <GitCompareArrows aria-hidden className="size-3.5" /> {text}
        </Link>
      ))}
    </nav>
  );
}
