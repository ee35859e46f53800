"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { FLAG_TITLES } from "#lib/format/describe-import.ts";
import { describePlan } from "#lib/format/describe-plan.ts";
import { titleOf } from "#lib/format/describe-experiment.ts";
import { formatDecibels, formatRate, formatSignedPercent } from "#lib/format/format-number.ts";
import { formatDuration } from "#lib/format/format-time.ts";
import { suiteName } from "#lib/format/suite-name.ts";
import { trackOf } from "#lib/plan/track.ts";
import { isActive } from "../data/merge-head.ts";
import { CancelButton } from "../experiment/cancel-button.tsx";
import { ChampionTag } from "../experiment/champion-tag.tsx";
import { DeltaBadge } from "../experiment/delta-badge.tsx";
import { LiveProgress } from "../experiment/live-progress.tsx";
import { MethodTag, TrackTag } from "../experiment/method-tag.tsx";
import { StatusPill } from "../experiment/status-pill.tsx";
import { cx } from "../ui/cx.ts";
import { Time } from "../ui/time.tsx";

/** A cell: on a phone, a labelled line of the card. */
function Cell({ label, children, className, span }: { label?: string; children?: ReactNode; className?: string; span?: number }) {
  return (
    <td role="cell" colSpan={span} className={cx("px-3 align-middle md:border-b md:border-line md:py-2.5 md:first:pl-4 md:last:pr-4 md:[tr:last-child>&]:border-b-0", label && "flex min-w-0 flex-col items-start gap-0.5 py-1 md:table-cell", className)}>
      {label && <span aria-hidden className="text-2xs text-ink-3 md:hidden">{label}</span>}
      {children}
    </td>
  );
}

const NOTHING = <span className="text-ink-3" title="There is no number for this">—<span className="sr-only">no number</span></span>;

/** On a phone, what is not there takes no line; on a wide screen, its column stays. */
const ABSENT = "max-md:hidden";

/** @param formerChampion it was champion, and another experiment is now */
export function HistoryRow({ row, formerChampion = false }: { row: ExperimentSummary; formerChampion?: boolean }) {
  const active = isActive(row);
  const { bitrateKbps = null, baselineKbps = null, psnrYuvDb = null, bdRatePercent = null } = row.headline ?? {};
  // The model failed after the measurement: the numbers stand, the text is missing.
  const notAnalysed = row.status === "completed" && row.failure !== null && row.analysedAt === null;
  const filmGrain = trackOf(row.plan) === "film-grain";
  const numbers = "num md:text-right md:whitespace-nowrap";
  return (
    <tr role="row" className="group grid grid-cols-6 rounded-lg border border-line bg-surface py-3 shadow-card md:table-row md:rounded-none md:border-0 md:py-0 md:shadow-none md:hover:bg-surface-2/50">
      <Cell className="col-span-6 block pb-2 md:table-cell md:pb-2.5">
        <Link href={`/blog/${row.id}`} className="line-clamp-2 font-medium decoration-line-strong underline-offset-2 [overflow-wrap:anywhere] group-hover:underline">
          {titleOf(row)}
        </Link>
        <span className="mt-0.5 line-clamp-1 text-xs text-ink-3">{row.plan ? describePlan(row.plan) : row.origin === "imported" ? "imported record" : active ? "the plan is not chosen yet" : "ended before it had a plan"}</span>
        {(filmGrain || row.champion) && (
          <span className="mt-1 flex flex-wrap gap-1.5">
            {row.champion && <ChampionTag former={formerChampion} />}
            {filmGrain && <TrackTag />}
          </span>
        )}
        {row.importFlags.length > 0 && <span className="mt-0.5 block text-xs text-warn">{row.importFlags.map((code) => FLAG_TITLES[code]).join(", ")}</span>}
        {notAnalysed && <span className="mt-0.5 block text-xs text-warn">measured, not analysed yet</span>}
      </Cell>
      <Cell label="Status" className="col-span-2">
        <StatusPill experiment={row} />
      </Cell>
      <Cell label="Method" className="col-span-2 md:hidden xl:table-cell">
        <MethodTag method={row.method} />
      </Cell>
      <Cell label="Suite" className="col-span-2">
        <span className="text-xs text-ink-2 md:whitespace-nowrap" title={row.suiteTitle}>
          {suiteName(row.suiteId)}
        </span>
      </Cell>
      {active ? (
        <>
          <Cell span={4} className="col-span-6 block pt-2 md:table-cell md:pt-2.5">
            <LiveProgress experiment={row} />
          </Cell>
          <Cell className="hidden lg:table-cell" />
          <Cell className="col-span-6 block pt-2 text-right md:table-cell md:pt-2.5">
            <CancelButton id={row.id} requested={row.cancelRequested} name={titleOf(row)} />
          </Cell>
        </>
      ) : (
        <>
          <Cell label="Against HEVC" className="col-span-3">
            <DeltaBadge column experiment={{ ...row, verdictReason: row.status === "failed" ? (row.failure?.reason ?? null) : null }} />
          </Cell>
          <Cell label="At equal quality" className={cx(numbers, "col-span-3", bitrateKbps === null && ABSENT)}>
            {bitrateKbps !== null ? (
              <span>
                {formatRate(bitrateKbps)}
                {baselineKbps !== null && <span className="block text-xs text-ink-3">vs {formatRate(baselineKbps)}</span>}
              </span>
            ) : (
              NOTHING
            )}
          </Cell>
          <Cell label="PSNR-YUV" className={cx(numbers, "col-span-2", psnrYuvDb === null && ABSENT)}>
            {psnrYuvDb !== null ? formatDecibels(psnrYuvDb) : NOTHING}
          </Cell>
          <Cell label="BD-rate" className={cx(numbers, "col-span-2", bdRatePercent === null && ABSENT)}>
            {bdRatePercent !== null ? formatSignedPercent(bdRatePercent) : NOTHING}
          </Cell>
          <Cell label="Runtime" className={cx(numbers, "col-span-2 md:hidden lg:table-cell", row.runtimeMs === null && ABSENT)}>
            {row.runtimeMs !== null ? formatDuration(row.runtimeMs) : NOTHING}
          </Cell>
          <Cell label="When" className="col-span-3 md:text-right">
            <Time iso={row.finishedAt ?? row.createdAt} className="text-xs whitespace-nowrap text-ink-3" />
          </Cell>
        </>
      )}
    </tr>
  );
}
