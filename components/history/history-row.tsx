"use client";
import Link from "next/link";
import { type CSSProperties, memo, type ReactNode, type Ref } from "react";
import { isActive } from "#lib/experiment/is-active.ts";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { titleOf } from "#lib/format/describe-experiment.ts";
import { FLAG_TITLES } from "#lib/format/describe-import.ts";
import { describePlan } from "#lib/format/describe-plan.ts";
import { trackOf } from "#lib/plan/track.ts";
import { CancelButton } from "../experiment/run/cancel-button.tsx";
import { ChampionTag } from "../experiment/champion-tag.tsx";
import { LiveProgress } from "../experiment/run/live-progress.tsx";
import { TrackTag } from "../experiment/method-tag.tsx";
import { cx } from "../ui/cx.ts";
import { COLUMNS, type ColumnId, RESULT_COLUMNS } from "./columns.ts";
import { CELLS } from "./row-cells.tsx";

/** What a row of the full page has beyond one that only shows. */
export interface RowControls {
  ref: Ref<HTMLTableRowElement>;
  /** Place among the rows that are held, from 0. */
  index: number;
  /** For screen readers: counted from 1, with the header. */
  ariaRow: number;
  /** The one row that Tab reaches; arrows move it. */
  current: boolean;
  selected: boolean;
  /** Room above it, px, where rows between it and the one before it are not drawn. */
  gap: number;
  arriving: boolean;
  onSelect: (id: string, range: boolean) => void;
  selectClass?: string;
}

interface Props {
  row: ExperimentSummary;
  columns: readonly ColumnId[];
  /** It was champion, and another experiment is now. */
  formerChampion?: boolean;
  controls?: RowControls;
}

type CellRole = "cell" | "gridcell";

/** A cell: on a phone, a labelled line of the card. */
function Cell({ role, label, right = false, className, style, children, span }: { role: CellRole; label?: string; right?: boolean; className?: string; style?: CSSProperties; children?: ReactNode; span?: number }) {
  return (
    <td role={role} aria-colspan={span} style={style} className={cx("flex min-w-0 flex-col items-start gap-0.5 px-3 py-1 md:justify-center md:gap-0 md:px-2.5 md:py-2.5 md:last:pr-4", right && "num md:items-end md:text-right", className)}>
      {label && <span aria-hidden className="text-2xs text-ink-3 md:hidden">{label}</span>}
      {children}
    </td>
  );
}

function planLine(row: ExperimentSummary): string {
  if (row.plan) return describePlan(row.plan);
  if (row.origin === "imported") return "imported record";
  return isActive(row) ? "the plan is not chosen yet" : "ended before it had a plan";
}

function Title({ row, formerChampion, reachable }: { row: ExperimentSummary; formerChampion: boolean; reachable: boolean }) {
  // The model failed after the measurement: the numbers stand, the text is missing.
  const notAnalysed = row.status === "completed" && row.failure !== null && row.analysedAt === null;
  const filmGrain = trackOf(row.plan) === "film-grain";
  return (
    <>
      <Link href={`/blog/${row.id}`} prefetch={false} tabIndex={reachable ? undefined : -1} className="line-clamp-2 font-medium decoration-line-strong underline-offset-2 [overflow-wrap:anywhere] group-hover:underline">
        {titleOf(row)}
      </Link>
      <span className="mt-0.5 line-clamp-1 text-xs text-ink-3">{planLine(row)}</span>
      {(filmGrain || row.champion) && (
        <span className="mt-1 flex flex-wrap gap-1.5">
          {row.champion && <ChampionTag former={formerChampion} />}
          {filmGrain && <TrackTag />}
        </span>
      )}
      {row.importFlags.length > 0 && <span className="mt-0.5 block text-xs text-warn">{row.importFlags.map((code) => FLAG_TITLES[code]).join(", ")}</span>}
      {notAnalysed && <span className="mt-0.5 block text-xs text-warn">measured, not analysed yet</span>}
    </>
  );
}

function SelectCell({ row, controls }: { row: ExperimentSummary; controls: RowControls }) {
  return (
    <td role="gridcell" className="absolute top-1.5 right-1.5 md:static md:flex md:items-center md:justify-center">
      <label className="flex size-9 cursor-pointer items-center justify-center md:-mr-2.5">
        <span className="sr-only">{`Select ${titleOf(row)}`}</span>
        <input
          type="checkbox"
          checked={controls.selected}
          tabIndex={controls.current ? 0 : -1}
          // The click tells whether Shift was held; a change does not.
          onClick={(event) => controls.onSelect(row.id, event.shiftKey)}
          onChange={() => {}}
          className="size-4 accent-accent"
        />
      </label>
    </td>
  );
}

/** One experiment: a row on a wide screen, a card on a phone; the same cells, laid out by CSS, so that nothing is said twice. */
export const HistoryRow = memo(function HistoryRow({ row, columns, formerChampion = false, controls }: Props) {
  const active = isActive(row);
  const role: CellRole = controls ? "gridcell" : "cell";
  const replaced = active ? columns.filter((id) => RESULT_COLUMNS.includes(id)) : [];
  // With fewer columns there is no room for a progress bar and its text: it goes below the title.
  const [firstReplaced] = replaced.length >= 2 ? replaced : [];
  const cancel = active && <CancelButton id={row.id} requested={row.cancelRequested} name={titleOf(row)} />;
  return (
    <tr
      role="row"
      ref={controls?.ref}
      data-index={controls?.index}
      data-id={row.id}
      aria-rowindex={controls?.ariaRow}
      aria-selected={controls?.selected}
      tabIndex={controls ? (controls.current ? 0 : -1) : undefined}
      style={controls && controls.gap > 0 ? { marginTop: controls.gap } : undefined}
      className={cx(
        "group relative grid grid-cols-6 scroll-mt-28 scroll-mb-20 rounded-lg border border-line bg-surface py-3 shadow-card",
        "md:[grid-template-columns:var(--columns)] md:rounded-none md:border-0 md:border-b md:py-0 md:shadow-none md:last:border-b-0 md:hover:bg-surface-2/50",
        controls && "focus-visible:z-10 focus-visible:outline-offset-[-2px]",
        controls?.selected && "border-accent bg-accent-soft/40 md:border-line md:shadow-[inset_3px_0_0_var(--accent)]",
        controls?.arriving && "arriving",
      )}
    >
      {controls && <SelectCell row={row} controls={controls} />}
      <Cell role={role} className={cx("col-span-6 pb-2 md:col-span-1 md:pb-2.5 md:first:pl-4", controls && "pr-11 md:pr-2.5")}>
        <Title row={row} formerChampion={formerChampion} reachable={!controls || controls.current} />
        {active && !firstReplaced && (
          <div className="mt-2 w-full">
            <LiveProgress experiment={row} />
          </div>
        )}
        {active && !columns.includes("when") && <span className="mt-2">{cancel}</span>}
      </Cell>
      {columns.map((id) => {
        const { label, right } = COLUMNS[id];
        if (id === firstReplaced) {
          return (
            <Cell key={id} role={role} span={replaced.length} className="col-span-6 items-stretch pt-2 md:[grid-column:span_var(--span)] md:pt-2.5" style={{ "--span": replaced.length } as CSSProperties}>
              <LiveProgress experiment={row} />
            </Cell>
          );
        }
        if (firstReplaced && replaced.includes(id)) return null;
        if (id === "when" && active) return <Cell key={id} role={role} right className="col-span-6 items-end pt-2 md:col-span-1 md:pt-2.5">{cancel}</Cell>;
        const cell = CELLS[id](row);
        return (
          <Cell key={id} role={role} label={label} right={right} className={cx(cell.span === 3 ? "col-span-3" : "col-span-2", "md:col-span-1", cell.absent && "max-md:hidden")}>
            {cell.body}
          </Cell>
        );
      })}
    </tr>
  );
});
