"use client";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { useKnownOverview } from "../data/use-overview.ts";
import { cx } from "../ui/cx.ts";
import { HistoryRow } from "./history-row.tsx";

const COLUMNS = [
  { label: "Experiment", className: "w-full min-w-64" },
  { label: "Status", className: "" },
  { label: "Method", className: "hidden xl:table-cell" },
  { label: "Suite", className: "" },
  { label: "Against HEVC", className: "" },
  { label: "At equal quality", className: "text-right", title: "Bitrate of the candidate and of the baseline at equal PSNR-YUV, mean over clips" },
  { label: "PSNR-YUV", className: "text-right", title: "Quality at which the rates are compared, mean over clips" },
  { label: "BD-rate", className: "text-right", title: "Over the whole curve; negative is smaller" },
  { label: "Runtime", className: "hidden text-right lg:table-cell" },
  { label: "When", className: "text-right" },
] as const;

/** One table: rows on a wide screen, cards on a phone (the same cells, laid out by CSS, so that nothing is said twice). */
export function HistoryTable({ rows }: { rows: readonly ExperimentSummary[] }) {
  const champion = useKnownOverview()?.champion ?? null;
  // Each suite has its own title; the overview names one of them.
  const isFormer = ({ id, suiteId }: ExperimentSummary) => champion !== null && champion.suiteId === suiteId && champion.id !== id;
  return (
    <div className="relative md:overflow-x-auto md:rounded-lg md:border md:border-line md:bg-surface md:shadow-card">
      <table role="table" aria-label="History of experiments" className="block w-full border-collapse text-left text-sm md:table">
        <thead role="rowgroup" className="sr-only md:not-sr-only md:table-header-group">
          <tr role="row">
            {COLUMNS.map((column) => (
              <th
                key={column.label}
                role="columnheader"
                scope="col"
                title={"title" in column ? column.title : undefined}
                className={cx("h-9 border-b border-line bg-surface-2/60 px-3 text-xs font-medium whitespace-nowrap text-ink-3 first:pl-4 last:pr-4", column.className)}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="block space-y-3 md:table-row-group">
          {rows.map((row) => (
            <HistoryRow key={row.id} row={row} formerChampion={isFormer(row)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
