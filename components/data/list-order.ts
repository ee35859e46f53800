import type { ListSort, SortOrder } from "#lib/api/list-limits.ts";
import type { ListQuery } from "#lib/api/schema.ts";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";

/** As lib/data/list-experiments.ts sorts on the server. */
export interface ListOrder {
  sort: ListSort;
  order: SortOrder;
  /** Of a list of unverified records: sorted by what they claim. Lists of anything else leave them out, once sorted by a number. */
  claimed: boolean;
}

export function orderOf({ sort = "created", order = "descending", verdict }: Partial<Pick<ListQuery, "sort" | "order" | "verdict">>): ListOrder {
  return { sort, order, claimed: verdict === "unverified" };
}

/** What a list is sorted by; null: such a row is not in a list that is sorted by it. */
function valueOf({ sort, claimed }: ListOrder, { createdAt, headline, runtimeMs, finishedAt, verdict }: ExperimentSummary): number | null {
  if (sort === "created") return Date.parse(createdAt);
  if (finishedAt === null || verdict === null || (verdict === "unverified") !== claimed) return null;
  if (sort === "runtime") return runtimeMs;
  if (sort === "bd-rate") return headline?.bdRatePercent ?? null;
  return headline?.reductionPercent ?? (claimed ? headline?.claimedReductionPercent : null) ?? null;
}

/** Whether a row is in a list that is sorted so. */
export function isListed(order: ListOrder, row: ExperimentSummary): boolean {
  return valueOf(order, row) !== null;
}

/** Whether `a` stands before `b`; time of creation and id decide between equals. */
export function comesBefore(order: ListOrder, a: ExperimentSummary, b: ExperimentSummary): boolean {
  if (a.id === b.id) return false;
  const [left, right] = [valueOf(order, a) ?? 0, valueOf(order, b) ?? 0];
  const less = left !== right ? left < right : a.createdAt !== b.createdAt ? a.createdAt < b.createdAt : a.id < b.id;
  return less === (order.order === "ascending");
}
