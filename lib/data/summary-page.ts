import { z } from "zod";
import type { FilterClause } from "../aws/expressions.ts";
import type { ExperimentSummary } from "../experiment/schema.ts";
import { ExperimentSummarySchema } from "../experiment/schema.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { INDEXES } from "./keys.ts";
import type { Lab } from "./lab.ts";

export interface SummaryPage {
  items: ExperimentSummary[];
  nextCursor: string | null;
}

export interface PageRequest {
  index: "history" | "byStatus" | "bySuite" | "byMethod" | "byVerdict" | "unanalysed";
  value: string;
  filter: readonly FilterClause[];
  limit: number;
  cursor: string | undefined;
}

/** Items read in one query when there are filters that its index does not answer. */
const FILTERED_READ = 100;
/** Queries for one page; a page that is still short then carries a cursor to go on with. */
const QUERIES = 5;

const RowSchema = z.object({ ixSort: z.string(), summary: ExperimentSummarySchema });

/** One page of an index of summaries, newest first. @throws {InvalidCursorError} @throws {StorageUnavailableError} */
export async function pageOf(lab: Lab, { index, value, filter, limit, cursor }: PageRequest): Promise<SummaryPage> {
  const list = JSON.stringify([index, value, filter]);
  const { name, partition, sort } = INDEXES[index];
  const rows: z.infer<typeof RowSchema>[] = [];
  let after = cursor === undefined ? null : readCursor(list, cursor);
  for (let queries = 0; queries < QUERIES; queries += 1) {
    const { items, lastKey } = await lab.db.query({
      table: lab.tables.experiments,
      index: name,
      key: [[partition, "=", value], ...(after === null ? [] : [[sort, "<", after] as const])],
      filter,
      newestFirst: true,
      // One more than is shown tells whether there is a next page.
      limit: filter.length > 0 ? FILTERED_READ : limit + 1 - rows.length,
    });
    rows.push(...items.map((item) => RowSchema.parse(item)));
    const last = rows[limit - 1];
    if (rows.length > limit && last) return { items: rows.slice(0, limit).map(({ summary }) => summary), nextCursor: writeCursor(list, last.ixSort) };
    if (!lastKey) return { items: rows.map(({ summary }) => summary), nextCursor: null };
    after = z.object({ ixSort: z.string() }).parse(lastKey).ixSort;
  }
  return { items: rows.map(({ summary }) => summary), nextCursor: after === null ? null : writeCursor(list, after) };
}
