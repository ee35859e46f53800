import type { ListSort } from "../api/list-limits.ts";
import { isUploadSuite } from "../clips/upload-suite.ts";
import { isActive } from "../experiment/is-active.ts";
import { ALL, NUMBERS } from "./keys.ts";
import type { Lab } from "./lab.ts";
import { beforeNow } from "./list-changes.ts";
import type { ListFilters } from "./list-filters.ts";
import { clausesOf } from "./list-filters.ts";
import type { PageRequest, SummaryPage } from "./summary-page.ts";
import { pageOf } from "./summary-page.ts";

export interface ListRequest extends ListFilters {
  limit: number;
  cursor?: string | undefined;
  /** Without it, by time of creation. */
  sort?: ListSort | undefined;
  /** Without it, descending. */
  order?: "descending" | "ascending" | undefined;
}

/**
 * The history, newest first or sorted by a number; equal numbers by time of creation. Sorted by time, one filter and the dates are
 * answered by an index, sorted by a number, that order is; what is left is answered by reading on, at most 5 x 100 rows a page:
 * what a page costs never depends on how long the history is. With such filters a page may be shorter than `limit`, even empty,
 * and yet have a `nextCursor`; the end is where `nextCursor` is null.
 *
 * Sorted by a number, only experiments that have it are listed: those measured here, or with the verdict `unverified` the
 * imported ones by what they claim; never both in one list.
 * @throws {InvalidCursorError} @throws {StorageUnavailableError}
 */
export async function listExperiments(lab: Lab, request: ListRequest): Promise<Omit<SummaryPage, "readTo"> & { asOf: string; searchedTo?: string }> {
  const asOf = beforeNow(lab);
  const { limit, cursor, sort = "created", order, ...filters } = request;
  const list = sort === "created" ? byTime(filters) : byNumber(sort, filters);
  if (!list) return { items: [], nextCursor: null, asOf };
  const { readTo, ...page } = await pageOf(lab, { ...list, ascending: order === "ascending", limit, cursor });
  // Keys of lists by time begin with the time of creation.
  return { ...page, asOf, ...(readTo !== undefined && sort === "created" ? { searchedTo: readTo.slice(0, readTo.indexOf("#")) } : {}) };
}

type ChosenList = Pick<PageRequest, "index" | "value" | "filter" | "from" | "to">;

/** How large a part of a usual history each value leaves, roughly: the filter that leaves least goes to its index. */
const LEFT = { status: { queued: 0.01, running: 0.01, failed: 0.1, cancelled: 0.05, completed: 0.85 }, verdict: 0.2, model: 0.4, suiteId: 0.3, method: 0.35 } as const;
/** Suites of one clip each: hardly ever more than a few experiments. */
const UPLOADED = 0.02;

function byTime({ from, to, ...filters }: ListFilters): ChosenList {
  const { status, verdict, model, suiteId, method } = filters;
  const answers = [
    { index: "byStatus", name: "status", value: status, left: status && LEFT.status[status] },
    { index: "byVerdict", name: "verdict", value: verdict, left: LEFT.verdict },
    { index: "bySuite", name: "suiteId", value: suiteId, left: suiteId && isUploadSuite(suiteId) ? UPLOADED : LEFT.suiteId },
    { index: "byMethod", name: "method", value: method, left: LEFT.method },
    // "model" is the kind of all models together, each of which the index has under its name.
    { index: "byModel", name: "model", value: model === "model" ? undefined : model, left: LEFT.model },
  ] as const;
  const [best] = answers.flatMap(({ index, name, value, left = 1 }) => (value === undefined ? [] : [{ index, name, value, left }])).sort((a, b) => a.left - b.left);
  if (!best) return { index: "history", value: ALL, filter: clausesOf(filters), from, to };
  return { index: best.index, value: best.value, filter: clausesOf(filters, [best.name]), from, to };
}

const NUMBER_INDEXES = { reduction: "byReduction", "bd-rate": "byBdRate", runtime: "byRuntime" } as const;

/** null where no experiment can fit: what has not finished has no number, what was not completed no result. */
function byNumber(sort: Exclude<ListSort, "created">, filters: ListFilters): ChosenList | null {
  const { status, verdict } = filters;
  if (status && isActive({ status })) return null;
  if (sort !== "runtime" && (status === "failed" || status === "cancelled" || verdict === "failed" || verdict === "cancelled")) return null;
  return { index: NUMBER_INDEXES[sort], value: verdict === "unverified" ? NUMBERS.claimed : NUMBERS.measured, filter: clausesOf(filters, verdict === "unverified" ? ["verdict"] : []) };
}
