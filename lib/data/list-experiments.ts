import type { FilterClause } from "../aws/expressions.ts";
import type { Status, Verdict } from "../experiment/schema.ts";
import type { Method } from "../plan/method.ts";
import type { Track } from "../plan/track.ts";
import { ALL } from "./keys.ts";
import type { Lab } from "./lab.ts";
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
}

/**
 * The history, newest first. One filter is answered by its own index, further ones by reading on, at most 5 x 100 rows a
 * page: what a page costs never depends on how long the history is. With several filters a page may therefore be shorter
 * than `limit`, even empty, and yet have a `nextCursor`; the end is where `nextCursor` is null.
 * @throws {InvalidCursorError} @throws {StorageUnavailableError}
 */
export async function listExperiments(lab: Lab, request: ListRequest): Promise<SummaryPage> {
  const { index, value, filter } = choose(request);
  return pageOf(lab, { index, value, filter, limit: request.limit, cursor: request.cursor });
}

/** As trackOf says: the film-grain strength of the plan, which most plans do not have. */
const TRACK_CLAUSES: Record<Track, FilterClause> = {
  "film-grain": ["summary.plan.base.filmGrain", ">", 0],
  fidelity: { any: [["summary.plan.base.filmGrain", "absent"], ["summary.plan.base.filmGrain", "=", 0]] },
};

/** The filter that usually leaves least goes to its index, the others become a filter on the summary. */
function choose({ verdict, method, status, suiteId, track }: ListRequest): Pick<PageRequest, "index" | "value" | "filter"> {
  const inTrack = track === undefined ? [] : [TRACK_CLAUSES[track]];
  const wanted = [
    { index: "byVerdict", path: "summary.verdict", value: verdict },
    { index: "byStatus", path: "summary.status", value: status },
    { index: "bySuite", path: "summary.suiteId", value: suiteId },
    { index: "byMethod", path: "summary.method", value: method },
  ] as const;
  const [first, ...others] = wanted.flatMap(({ index, path, value }) => (value === undefined ? [] : [{ index, path, value }]));
  if (!first) return { index: "history", value: ALL, filter: inTrack };
  return { index: first.index, value: first.value, filter: [...others.map(({ path, value }) => [path, "=", value] as const), ...inTrack] };
}
