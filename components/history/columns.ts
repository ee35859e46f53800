import type { ListSort } from "#lib/api/list-limits.ts";

/** In the order of the table; the experiment itself is always the first column. */
export const COLUMN_IDS = ["status", "method", "suite", "researcher", "predicted", "delta", "rate", "psnr", "bd-rate", "runtime", "when"] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

interface Column {
  label: string;
  /** Width in rem, padding included. */
  rem: number;
  /** Numbers end at the same place. */
  right?: boolean;
  title?: string;
  sort?: ListSort;
}

export const COLUMNS: Record<ColumnId, Column> = {
  status: { label: "Status", rem: 6.5 },
  method: { label: "Method", rem: 6.5, title: "Follows from the parts of the plan" },
  suite: { label: "Suite", rem: 5.25 },
  researcher: { label: "Researcher", rem: 8.5, title: "Who proposed the plan" },
  predicted: { label: "Predicted", rem: 8.75, title: "The reduction that the researcher expected" },
  delta: { label: "Against HEVC", rem: 10.5, sort: "reduction" },
  rate: { label: "At equal quality", rem: 7.75, right: true, title: "Bitrate of the candidate and of the baseline at equal PSNR-YUV, mean over clips" },
  psnr: { label: "PSNR-YUV", rem: 5.5, right: true, title: "Quality at which the rates are compared, mean over clips" },
  "bd-rate": { label: "BD-rate", rem: 5.5, right: true, title: "Over the whole curve; negative is smaller", sort: "bd-rate" },
  runtime: { label: "Runtime", rem: 5.5, right: true, sort: "runtime" },
  when: { label: "When", rem: 6.5, right: true, sort: "created" },
};

/** Columns with numbers of a result: while an experiment runs, its progress takes their place. */
export const RESULT_COLUMNS: readonly ColumnId[] = ["delta", "rate", "psnr", "bd-rate", "runtime"];

/** Shown unless somebody chose others. */
export const DEFAULT_COLUMNS: readonly ColumnId[] = ["status", "method", "suite", "delta", "rate", "psnr", "bd-rate", "runtime", "when"];
/** Where there is no room for all of these, they go in this order. */
const EXPENDABLE: readonly ColumnId[] = ["method", "runtime", "psnr", "rate", "suite", "bd-rate"];

/** Below this the title of an experiment has no two words in a line, in rem. */
const TITLE_REM = 15;
const SELECT_REM = 2.25;

/** Width in rem that a table with these columns needs. */
export function neededRem(columns: readonly ColumnId[], selectable: boolean): number {
  return columns.reduce((sum, id) => sum + COLUMNS[id].rem, TITLE_REM + (selectable ? SELECT_REM : 0));
}

/**
 * The columns to show: the chosen ones, all of them (the table then scrolls sideways where it must), or the default ones
 * that there is room for.
 * @param widthRem of the table's frame; null before it is known
 */
export function columnsToShow(chosen: readonly ColumnId[] | null, widthRem: number | null, selectable: boolean): readonly ColumnId[] {
  if (chosen !== null) return COLUMN_IDS.filter((id) => chosen.includes(id));
  let columns = DEFAULT_COLUMNS;
  for (const id of EXPENDABLE) {
    if (widthRem === null || neededRem(columns, selectable) <= widthRem) break;
    columns = columns.filter((each) => each !== id);
  }
  return columns;
}

/** The value of `grid-template-columns`: the experiment takes what is left. */
export function gridTemplate(columns: readonly ColumnId[], selectable: boolean): string {
  return [...(selectable ? [`${SELECT_REM}rem`] : []), `minmax(${TITLE_REM}rem,1fr)`, ...columns.map((id) => `${COLUMNS[id].rem}rem`)].join(" ");
}
