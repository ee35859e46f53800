"use client";
import { TriangleAlert } from "lucide-react";
import { useMemo, useState } from "react";
import { bdMatrix, type MatrixCell } from "#lib/compare/bd-matrix.ts";
import type { CommonClips, SharedClip } from "#lib/compare/common-clips.ts";
import { BASELINE, type CompareView } from "#lib/compare/view.ts";
import { formatPlural, formatSignedPercent } from "#lib/format/format-number.ts";
import { Section } from "../ui/card.tsx";
import { cx } from "../ui/cx.ts";
import { TableFrame } from "../ui/table.tsx";
import { metricTitle } from "./compare-toolbar.tsx";
import { MatrixDetail } from "./matrix-detail.tsx";
import { BASELINE_LOOK, type SeriesLook } from "./series-look.ts";
import { SeriesTag } from "./series-mark.tsx";
import { arrowOf, STANDINGS } from "./standing.tsx";

interface MatrixProps {
  clips: readonly SharedClip[];
  common: CommonClips;
  view: CompareView;
  anchor: string;
  looks: ReadonlyMap<string, SeriesLook>;
}

/** BD-rates of all pairs: the row's experiment against the column's as anchor; a cell opens its clips. */
export function MatrixSection({ clips, common, view, anchor, looks }: MatrixProps) {
  const keys = useMemo(() => [...common.measured, BASELINE], [common.measured]);
  const cells = useMemo(() => bdMatrix(keys, clips, view.metric), [keys, clips, view.metric]);
  const [chosen, setChosen] = useState<{ row: string; column: string } | null>(null);
  const cellAt = (row: string, column: string) => cells.find((cell) => cell.row === row && cell.column === column);
  const shown = (chosen && cellAt(chosen.row, chosen.column)) ?? cells.find(({ column }) => column === anchor) ?? cells[0];
  const lookOf = (key: string): SeriesLook => looks.get(key) ?? BASELINE_LOOK;
  return (
    <Section
      id="bd-rate" title={`BD-rate, ${metricTitle(view.metric)}`}
      aside={<p className="text-xs text-ink-3">Row against column, mean over {formatPlural(clips.length, "clip")}; negative needs fewer bits. Grey is not told from zero.</p>}
    >
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <TableFrame label="BD-rate of every pair">
          <thead>
            <tr>
              <th scope="col" className="sticky left-0 z-10 border-b border-line bg-surface-2 px-3 py-2 text-xs font-medium text-ink-3">
                <span className="sr-only">Test</span>
                <span aria-hidden>↓ against →</span>
              </th>
              {keys.map((key) => (
                <th key={key} scope="col" className={cx("border-b border-line px-2 py-2 text-center text-xs", key === anchor ? "bg-accent-soft" : "bg-surface-2/60")}>
                  <SeriesTag look={lookOf(key)} line={false} />
                  {key === anchor && <span className="block text-2xs font-normal text-accent">anchor</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {keys.map((row) => (
              <tr key={row}>
                <th scope="row" className="sticky left-0 z-10 border-b border-line bg-surface px-3 py-1.5 text-xs [tr:last-child>&]:border-b-0">
                  <SeriesTag look={lookOf(row)} line={false} />
                </th>
                {keys.map((column) => {
                  const cell = cellAt(row, column);
                  return (
                    <td key={column} className={cx("border-b border-line p-0.5 text-center [tr:last-child>&]:border-b-0", column === anchor && "bg-accent-soft/40")}>
                      {cell ? (
                        <CellButton cell={cell} row={lookOf(row)} column={lookOf(column)} pressed={cell === shown} all={clips.length} onPick={() => setChosen({ row, column })} />
                      ) : (
                        <span className="text-ink-3" aria-label="itself">·</span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </TableFrame>
        {shown && <MatrixDetail cell={shown} row={lookOf(shown.row)} column={lookOf(shown.column)} />}
      </div>
    </Section>
  );
}

function CellButton({ cell: { mean }, row, column, pressed, all, onPick }: { cell: MatrixCell; row: SeriesLook; column: SeriesLook; pressed: boolean; all: number; onPick: () => void }) {
  const ok = mean.status === "ok";
  const note = ok ? null : `${mean.numbers} of ${formatPlural(mean.of, "clip")}`;
  return (
    <button
      type="button" onClick={onPick} aria-pressed={pressed} title={ok ? undefined : mean.reason}
      className={cx("num flex h-11 w-full min-w-19 flex-col items-center justify-center rounded px-1 text-xs leading-tight whitespace-nowrap", ok ? STANDINGS[mean.saving.standing].chip : "bg-surface-2 text-ink-3", pressed ? "ring-2 ring-accent ring-inset" : "hover:ring-1 hover:ring-line-strong hover:ring-inset")}
    >
      <span className="sr-only">
        {row.letter} against {column.letter}:{" "}
      </span>
      <span className="font-medium">
        {ok && <span aria-hidden>{arrowOf(mean.saving)} </span>}
        {ok ? formatSignedPercent(mean.percent) : "no number"}
      </span>
      {note && <span className="text-2xs">{note}</span>}
      {ok && <span className="sr-only"> BD-rate, {STANDINGS[mean.saving.standing].word},</span>}
      {ok && <span className={mean.saving.n === all ? "sr-only" : "text-2xs"}> {formatPlural(mean.saving.n, "clip")}</span>}
      {ok && mean.lowOverlap > 0 && (
        <span className="inline-flex items-center gap-0.5 text-2xs text-warn">
          <TriangleAlert aria-hidden className="size-2.5" /> low overlap
        </span>
      )}
    </button>
  );
}
