import { z } from "zod";
import { FILTERED_READ } from "../api/list-limits.ts";
import type { Clause, FilterClause } from "../aws/expressions.ts";
import { InvalidCursorError } from "../errors.ts";
import type { ExperimentSummary } from "../experiment/schema.ts";
import { ExperimentSummarySchema } from "../experiment/schema.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { experimentKey, INDEXES } from "./keys.ts";
import type { Lab } from "./lab.ts";

export interface SummaryPage {
  items: ExperimentSummary[];
  nextCursor: string | null;
  /** Of a page that is short though more is left: the sort key that was read last. */
  readTo?: string;
}

export interface PageRequest {
  index: "history" | "byStatus" | "bySuite" | "byMethod" | "byVerdict" | "byModel" | "byReduction" | "byBdRate" | "byRuntime" | "unanalysed";
  value: string;
  filter: readonly FilterClause[];
  /** Bounds of the sort key; every key that starts with `to` lies behind it. */
  from?: string | undefined;
  to?: string | undefined;
  /** By the index's sort key; without it, descending, which for times is newest first. */
  ascending?: boolean;
  limit: number;
  cursor: string | undefined;
}

const RowSchema = z.object({ summary: ExperimentSummarySchema });

/** At most one condition may stand on the sort key. No key equals a bound, since keys go on with an id: both ends are exact. */
function bounds(sort: string, from: string | undefined, to: string | undefined): Clause[] {
  if (from !== undefined && to !== undefined) return [[sort, "between", from, to]];
  if (from !== undefined) return [[sort, ">=", from]];
  return to === undefined ? [] : [[sort, "<", to]];
}

/**
 * One page of an index of summaries. A cursor names a position and no item: the next page is right whatever became of the row.
 * @throws {InvalidCursorError} @throws {StorageUnavailableError}
 */
export async function pageOf(lab: Lab, { index, value, filter, from, to, ascending = false, limit, cursor }: PageRequest): Promise<SummaryPage> {
  const list = JSON.stringify([index, value, filter, from, to, ascending]);
  const { name, partition, sort } = INDEXES[index];
  const positionOf = (item: unknown) => z.object({ [sort]: z.string() }).parse(item)[sort]!;
  const rows: { position: string; summary: ExperimentSummary }[] = [];
  let after = cursor === undefined ? null : readCursor(list, cursor);
  if (from !== undefined && to !== undefined && from >= to) return { items: [], nextCursor: null };
  if (after !== null && ((from !== undefined && after < from) || (to !== undefined && after >= to))) throw new InvalidCursorError();
  for (let queries = 0; queries < FILTERED_READ.queries; queries += 1) {
    const { items, lastKey } = await lab.db.query({
      table: lab.tables.experiments,
      index: name,
      key: [[partition, "=", value], ...bounds(sort, from, to)],
      filter,
      newestFirst: !ascending,
      // One more than is shown tells whether there is a next page.
      limit: filter.length > 0 ? FILTERED_READ.rows : limit + 1 - rows.length,
      // Every position ends with the experiment's id.
      startKey: after === null ? undefined : { ...experimentKey(after.slice(after.lastIndexOf("#") + 1)), [partition]: value, [sort]: after },
    });
    rows.push(...items.map((item) => ({ position: positionOf(item), summary: RowSchema.parse(item).summary })));
    const last = rows[limit - 1];
    if (rows.length > limit && last) return { items: rows.slice(0, limit).map(({ summary }) => summary), nextCursor: writeCursor(list, last.position) };
    if (!lastKey) return { items: rows.map(({ summary }) => summary), nextCursor: null };
    after = positionOf(lastKey);
  }
  const items = rows.map(({ summary }) => summary);
  return after === null ? { items, nextCursor: null } : { items, nextCursor: writeCursor(list, after), readTo: after };
}
