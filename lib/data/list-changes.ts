import { z } from "zod";
import type { ExperimentSummary } from "../experiment/schema.ts";
import { ExperimentSummarySchema } from "../experiment/schema.ts";
import { ALL, INDEXES } from "./keys.ts";
import type { Lab } from "./lab.ts";
import type { ListFilters } from "./list-filters.ts";
import { clausesOf, fits } from "./list-filters.ts";

export interface Changes {
  changed: ExperimentSummary[];
  left: string[];
  asOf: string;
  tooMany: boolean;
}

/** Rows of one reply. */
const MOST = 100;
/**
 * Seconds by which changes are asked for anew. A change carries its writer's clock from just before the write, and reaches the
 * index a moment after it: writers whose clocks are up to this much behind, and writes that take up to this long, are not missed.
 * A row that changed is sent again by the polls of the next ten seconds; whoever merges by id does not notice.
 */
const OVERLAP_SECONDS = 10;

/** Up to when everything that was written is known by now. */
export function beforeNow(lab: Pick<Lab, "now">): string {
  return new Date(lab.now().getTime() - OVERLAP_SECONDS * 1000).toISOString();
}

const RowSchema = z.object({ summary: ExperimentSummarySchema });

/**
 * What was written since, by one query of the index of changes: as dear as what changed, whatever was loaded and however long the
 * history is. Experiments are never deleted, so that a row that left a list is one that changed.
 * @param request.since the `asOf` of a list or of the changes before
 * @throws {StorageUnavailableError}
 */
export async function listChanges(lab: Lab, { since, ...filters }: ListFilters & { since: string }): Promise<Changes> {
  const asOf = beforeNow(lab);
  const { name, partition, sort } = INDEXES.byChange;
  const { items, lastKey } = await lab.db.query({
    table: lab.tables.experiments, index: name, key: [[partition, "=", ALL], [sort, ">=", since]], newestFirst: true, limit: MOST + 1,
  });
  if (items.length > MOST || lastKey !== undefined) return { changed: [], left: [], asOf, tooMany: true };
  const clauses = clausesOf(filters);
  const rows = items.map((item) => ({ fitting: fits(item, clauses), summary: RowSchema.parse(item).summary }));
  return {
    changed: rows.filter(({ fitting }) => fitting).map(({ summary }) => summary),
    left: rows.filter(({ fitting }) => !fitting).map(({ summary }) => summary.id),
    asOf,
    tooMany: false,
  };
}
