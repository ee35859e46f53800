import type { FilterClause } from "../aws/expressions.ts";
import type { Status, Verdict } from "../experiment/schema.ts";
import type { Method } from "../plan/method.ts";
import type { Track } from "../plan/track.ts";
import { ALL } from "./keys.ts";
import type { Lab } from "./lab.ts";
import { foldSearch } from "./search-text.ts";
import type { PageRequest, SummaryPage } from "./summary-page.ts";
import { pageOf } from "./summary-page.ts";

export interface ListRequest {
  limit: number;
  cursor?: string | undefined;
  status?: Status | undefined;
  method?: Method | undefined;
  track?: Track | undefined;
  verdict?: Verdict | undefined;
  suiteId?: string | undefined;
  /** Part of the hypothesis or the id, in any case. */
  text?: string | undefined;
}

/**
 * The history, newest first. One filter is answered by its own index, further ones by reading on, at most 5 x 100 rows a
 * page: what a page costs never depends on how long the history is. With several filters a page may therefore be shorter
 * than `limit`, even empty, and yet have a `nextCursor`; the end is where `nextCursor` is null.
 * @throws {InvalidCursorError} @throws {StorageUnavailableError}
 */
export async function listExperiments(lab: Lab, request: ListRequest): Promise<SummaryPage & { asOf: string }> {
  const asOf = lab.now().toISOString();
  const { index, value, filter } = choose(request);
  return { ...(await pageOf(lab, { index, value, filter, limit: request.limit, cursor: request.cursor })), asOf };
}

/** As trackOf says: the film-grain strength of the plan, which most plans do not have. */
const TRACK_CLAUSES: Record<Track, FilterClause> = {
  "film-grain": ["summary.plan.base.filmGrain", ">", 0],
  fidelity: { any: [["summary.plan.base.filmGrain", "absent"], ["summary.plan.base.filmGrain", "=", 0]] },
};

/** Rows from before the search text was kept are matched as they were written. */
function textClauses(text: string | undefined): FilterClause[] {
  const folded = foldSearch(text ?? "");
  if (text === undefined || folded === "") return [];
  return [{ any: [["summary.search", "contains", folded], ["summary.hypothesis", "contains", text.trim()]] }];
}

/** The filter that usually leaves least goes to its index, the others become a filter on the summary. */
function choose({ verdict, method, status, suiteId, track, text }: ListRequest): Pick<PageRequest, "index" | "value" | "filter"> {
  const scanned = [...(track === undefined ? [] : [TRACK_CLAUSES[track]]), ...textClauses(text)];
  const wanted = [
    { index: "byVerdict", path: "summary.verdict", value: verdict },
    { index: "byStatus", path: "summary.status", value: status },
    { index: "bySuite", path: "summary.suiteId", value: suiteId },
    { index: "byMethod", path: "summary.method", value: method },
  ] as const;
  const [first, ...others] = wanted.flatMap(({ index, path, value }) => (value === undefined ? [] : [{ index, path, value }]));
  if (!first) return { index: "history", value: ALL, filter: scanned };
  return { index: first.index, value: first.value, filter: [...others.map(({ path, value }) => [path, "=", value] as const), ...scanned] };
}
