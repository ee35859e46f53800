import Link from "next/link";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { deltaPhrase, describeDelta } from "#lib/format/describe-delta.ts";
import { FLAG_TITLES } from "#lib/format/describe-import.ts";
import { describePlan } from "#lib/format/describe-plan.ts";
import { titleOf } from "#lib/format/describe-experiment.ts";
import { Sparkline } from "../charts/sparkline.tsx";
import { DeltaBadge } from "../experiment/delta-badge.tsx";
import { MethodTag } from "../experiment/method-tag.tsx";
import { byline } from "../experiment/researcher-name.tsx";
import { cx } from "../ui/cx.ts";
import { Tag } from "../ui/tag.tsx";
import { Time } from "../ui/time.tsx";
import { type FeedFilter, feedAddress } from "./feed-filter.ts";

/** Verdicts that the badge has in words already. */
const IN_BADGE = new Set<string>(["failed", "cancelled", "unverified"]);

/** One experiment of the feed. Imported ones stand apart: indented, with what is wrong with them. */
export function FeedEntry({ row, filter }: { row: ExperimentSummary; filter: FeedFilter }) {
  const excerpt = row.finding ?? (row.status === "failed" ? row.failure?.reason : row.failure && "Measured, but not analysed yet.") ?? null;
  const delta = { ...row, verdictReason: row.status === "failed" ? (row.failure?.reason ?? null) : null };
  const foreign = row.origin === "imported";
  return (
    <article className={cx("py-6 first:pt-0", foreign && "border-l-2 border-dashed border-l-line-strong pl-4")}>
      <div className="flex flex-col items-start gap-x-6 gap-y-3 sm:flex-row">
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-xs text-ink-3">
            <DeltaBadge experiment={delta} />
            {row.method ? (
              <Link href={feedAddress({ ...filter, method: row.method })} aria-label={`Only ${row.method}`}>
                <MethodTag method={row.method} />
              </Link>
            ) : (
              <MethodTag method={null} />
            )}
            {row.verdict && !IN_BADGE.has(row.verdict) && (
              <Link href={feedAddress({ ...filter, verdict: row.verdict })} aria-label={`Only ${row.verdict}`}>
                <Tag tone="outline">{row.verdict}</Tag>
              </Link>
            )}
            <span>{row.suiteTitle}</span>
            <Time iso={row.finishedAt ?? row.createdAt} />
            {row.researcher && <span>{byline(row.researcher)}</span>}
          </div>
          <h2 className="mt-2 text-lg leading-snug font-semibold tracking-tight text-pretty [overflow-wrap:anywhere]">
            <Link href={`/blog/${row.id}`} className="line-clamp-3 decoration-accent decoration-2 underline-offset-4 hover:underline">
              {titleOf(row)}
            </Link>
          </h2>
          {row.plan && <p className="mt-1 text-xs text-ink-3">{describePlan(row.plan)}</p>}
          {excerpt && <p className="mt-2 line-clamp-3 max-w-prose text-ink-2 [overflow-wrap:anywhere]">{excerpt}</p>}
          {row.importFlags.length > 0 && (
            <ul aria-label="Visibly wrong with it" className="mt-2 flex flex-wrap gap-1.5">
              {row.importFlags.map((code) => (
                <li key={code}>
                  <Tag tone="warn">{FLAG_TITLES[code]}</Tag>
                </li>
              ))}
            </ul>
          )}
        </div>
        {row.sparkline && (
          <figure className="m-0 shrink-0">
            <Sparkline curves={row.sparkline} label={`Rate-distortion curves, ${deltaPhrase(describeDelta(delta))}`} className="h-16 w-40 sm:h-20 sm:w-36" />
          </figure>
        )}
      </div>
    </article>
  );
}
