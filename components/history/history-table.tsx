"use client";
import type { CSSProperties } from "react";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { columnsToShow, gridTemplate } from "./columns.ts";
import { HistoryRow } from "./history-row.tsx";
import { TableHead } from "./table-head.tsx";
import { useFormerChampion } from "./use-former-champion.ts";
import { useIsWide } from "./use-list-place.ts";
import { useWidthRem } from "./use-width.ts";

/** A short list: rows on a wide screen, cards on a phone. */
export function HistoryTable({ rows }: { rows: readonly ExperimentSummary[] }) {
  const isFormer = useFormerChampion();
  const [frame, width] = useWidthRem<HTMLDivElement>();
  const wide = useIsWide();
  const columns = columnsToShow(null, wide ? width : null, false);
  return (
    <div ref={frame} className="relative md:rounded-lg md:border md:border-line md:bg-surface md:shadow-card" style={{ "--columns": gridTemplate(columns, false) } as CSSProperties}>
      <table role="table" aria-label="History of experiments" className="block w-full text-left text-sm">
        <TableHead columns={columns} />
        <tbody role="rowgroup" className="block space-y-3 md:space-y-0">
          {rows.map((row) => (
            <HistoryRow key={row.id} row={row} columns={columns} formerChampion={isFormer(row)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
