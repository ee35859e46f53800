import type { ExperimentSummary } from "#lib/experiment/schema.ts";

/** As many as one export takes by their ids (lib/api/export-schema.ts). */
export const MOST_SELECTED = 100;

export interface Selection {
  /** In the order in which they were selected; kept while their page is emptied. */
  rows: ReadonlyMap<string, ExperimentSummary>;
  /** Where a range begins. */
  anchor: string | null;
  /** Not all that was asked for fits. */
  full: boolean;
}

export const NO_SELECTION: Selection = { rows: new Map(), anchor: null, full: false };

function add(rows: ReadonlyMap<string, ExperimentSummary>, more: readonly ExperimentSummary[]): Pick<Selection, "rows" | "full"> {
  const all = new Map(rows);
  for (const row of more) if (all.has(row.id) || all.size < MOST_SELECTED) all.set(row.id, row);
  return { rows: all, full: more.some(({ id }) => !all.has(id)) };
}

/**
 * Selects or unselects one; with `range`, selects everything from the last one to it, as far as it is loaded.
 * @param loaded rows in order
 */
export function select(selection: Selection, loaded: readonly ExperimentSummary[], id: string, range: boolean): Selection {
  const at = loaded.findIndex((row) => row.id === id);
  const from = range ? loaded.findIndex((row) => row.id === selection.anchor) : -1;
  if (from !== -1 && at !== -1) {
    const between = loaded.slice(Math.min(from, at), Math.max(from, at) + 1);
    return { ...add(selection.rows, from > at ? between.toReversed() : between), anchor: selection.anchor };
  }
  const row = loaded[at];
  if (selection.rows.has(id)) {
    const rows = new Map(selection.rows);
    rows.delete(id);
    return { rows, anchor: id, full: false };
  }
  return row ? { ...add(selection.rows, [row]), anchor: id } : selection;
}

/** Selects all that is loaded, as far as it fits, or, where all of it is selected, nothing. */
export function selectAll(selection: Selection, loaded: readonly ExperimentSummary[]): Selection {
  const all = loaded.slice(0, MOST_SELECTED).every(({ id }) => selection.rows.has(id));
  return all ? NO_SELECTION : { ...add(selection.rows, loaded), anchor: loaded[0]?.id ?? null };
}

/** The selected rows as they are now. */
export function selectedRows({ rows }: Selection, loaded: readonly ExperimentSummary[]): ExperimentSummary[] {
  const now = new Map(loaded.map((row) => [row.id, row]));
  return [...rows.values()].map((row) => now.get(row.id) ?? row);
}
