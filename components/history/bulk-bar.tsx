"use client";
import { CircleCheck, CircleX, GitCompareArrows, RotateCcw, X } from "lucide-react";
import Link from "next/link";
import { compareHref, LEAST_COMPARED, MOST_COMPARED } from "#lib/compare/view.ts";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { ExportButton } from "../export/export-button.tsx";
import { Button, buttonClass } from "../ui/button.tsx";
import { mayCancel, mayRetry } from "./retry.ts";
import { MOST_SELECTED } from "./selection.ts";
import { type BulkReport, useBulk } from "./use-bulk.ts";

function Report({ report: { what, of, outcomes, running }, onDismiss }: { report: BulkReport; onDismiss: () => void }) {
  const done = outcomes.filter((outcome) => outcome.done).length;
  const verb = what === "retry" ? "queued again" : "cancelled or about to stop";
  return (
    <div className="border-b border-line px-4 py-3">
      <div className="flex items-center gap-3">
        <p role="status" className="flex-1 text-sm font-medium">
          {running ? `${what === "retry" ? "Retrying" : "Cancelling"}: ${outcomes.length} of ${of}` : `${done} of ${of} ${verb}`}
        </p>
        <Button variant="ghost" size="sm" disabled={running} onClick={onDismiss}>
          Close
        </Button>
      </div>
      <ul aria-label="What came of each" className="mt-1 max-h-44 space-y-1 overflow-y-auto text-xs">
        {outcomes.map(({ id, title, done: good, text, link }) => {
          const Icon = good ? CircleCheck : CircleX;
          return (
            <li key={id} className="flex items-start gap-2">
              <Icon aria-hidden className={good ? "mt-px size-3.5 shrink-0 text-good" : "mt-px size-3.5 shrink-0 text-warn"} />
              <span className="min-w-0 [overflow-wrap:anywhere]">
                <span className="line-clamp-1 font-medium">{title}</span>
                <span className="text-ink-2">
                  {text}
                  {link && (
                    <>
                      {" "}
                      <Link href={`/blog/${link}`} prefetch={false} className="font-mono underline underline-offset-2">
                        {link}
                      </Link>
                    </>
                  )}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** What can be done with the selected experiments; it stays in view at the lower edge. */
export function BulkBar({ rows, full, onClear }: { rows: readonly ExperimentSummary[]; /** Not all that was asked for fits into a selection. */ full: boolean; onClear: () => void }) {
  const bulk = useBulk();
  const ids = rows.map(({ id }) => id);
  const comparable = ids.length >= LEAST_COMPARED && ids.length <= MOST_COMPARED;
  const again = rows.filter(mayRetry);
  const active = rows.filter(mayCancel);
  if (rows.length === 0 && !bulk.report) return null;
  return (
    <section aria-label="Selected experiments" className="no-print pointer-events-none sticky bottom-3 z-20 mt-4 flex justify-center">
      <div className="pointer-events-auto w-full max-w-3xl rounded-lg border border-line-strong bg-surface shadow-pop">
        {bulk.report && <Report report={bulk.report} onDismiss={bulk.dismiss} />}
        <div className="flex flex-wrap items-center gap-2 px-4 py-2.5">
          <p role="status" className="mr-auto text-sm">
            <span className="num font-medium">{formatPlural(rows.length, "experiment")}</span> selected
            {full && <span className="block text-xs text-warn">At most {MOST_SELECTED} at a time; an export of filters takes any number.</span>}
          </p>
          {comparable ? (
            <Link href={compareHref({ ids })} prefetch={false} className={buttonClass("primary", "sm")}>
              <GitCompareArrows aria-hidden className="size-3.5" /> Compare
            </Link>
          ) : (
            <Button size="sm" disabled title={`A comparison takes ${LEAST_COMPARED} to ${MOST_COMPARED} experiments`}>
              <GitCompareArrows aria-hidden className="size-3.5" /> Compare
              <span className="font-normal">({LEAST_COMPARED} to {MOST_COMPARED})</span>
            </Button>
          )}
          <span className="[&_ul]:bottom-full [&_ul]:mb-1">
            <ExportButton ids={ids} />
          </span>
          <Button size="sm" disabled={again.length === 0 || bulk.busy} title={again.length === 0 ? "Only failed and cancelled experiments can be run again" : "Launches the same suite and plan once more"} onClick={() => bulk.retry(rows)}>
            <RotateCcw aria-hidden className="size-3.5" /> Retry{again.length > 0 && ` (${again.length})`}
          </Button>
          {active.length > 0 && (
            <Button size="sm" variant="danger" disabled={bulk.busy} onClick={() => bulk.cancel(rows)}>
              Cancel ({active.length})
            </Button>
          )}
          <Button size="sm" variant="ghost" onClick={onClear}>
            <X aria-hidden className="size-3.5" /> Clear
          </Button>
        </div>
      </div>
    </section>
  );
}
