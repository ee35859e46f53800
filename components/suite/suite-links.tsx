"use client";
import Link from "next/link";
import { suiteName } from "#lib/format/suite-name.ts";
import { useSuites } from "../data/use-suites.ts";
import { cx } from "../ui/cx.ts";

/** The suites that a page can show; the chosen one stands in the address. @param heldOut whether the suite that no researcher may use is among them */
export function SuiteLinks({ suiteId, page, heldOut }: { suiteId: string; page: string; heldOut: boolean }) {
  const known = useSuites().data?.suites.filter(({ researcherMayUse }) => heldOut || researcherMayUse).map(({ suite }) => ({ id: suite.id, title: suite.title })) ?? [];
  // An upload's own suite is in no list: it stands here while it is looked at.
  const suites = known.some(({ id }) => id === suiteId) ? known : [...known, { id: suiteId, title: suiteName(suiteId) }];
  return (
    <nav aria-label="Suite" className="flex max-w-full flex-wrap gap-0.5 rounded-md border border-line bg-surface-2 p-0.5">
      {suites.map(({ id, title }) => (
        <Link
          key={id}
          href={`${page}?suite=${encodeURIComponent(id)}`}
          aria-current={id === suiteId ? "page" : undefined}
          className={cx("rounded px-2.5 py-1 text-xs font-medium", id === suiteId ? "bg-surface text-ink shadow-card ring-1 ring-line-strong" : "text-ink-2 hover:text-ink")}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
