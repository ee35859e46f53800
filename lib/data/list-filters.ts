import type { Item } from "../aws/dynamodb.ts";
import type { FilterClause } from "../aws/expressions.ts";
import type { Status, Verdict } from "../experiment/schema.ts";
import type { Method } from "../plan/method.ts";
import type { Track } from "../plan/track.ts";
import { foldSearch } from "./search-text.ts";

/** Which experiments; every filter holds at once. */
export interface ListFilters {
  status?: Status | undefined;
  method?: Method | undefined;
  track?: Track | undefined;
  verdict?: Verdict | undefined;
  suiteId?: string | undefined;
  /** Id of a clip of the suite. */
  clip?: string | undefined;
  /** The researcher: a model's name, or a kind of researcher. */
  model?: string | undefined;
  /** Created at this time or later, ISO 8601 in UTC. */
  from?: string | undefined;
  /** Created before this time. */
  to?: string | undefined;
  /** Part of the hypothesis or the id, in any case. */
  text?: string | undefined;
}

/** As trackOf says: the film-grain strength of the plan, which most plans do not have. */
const TRACK_CLAUSES: Record<Track, FilterClause> = {
  "film-grain": ["summary.plan.base.filmGrain", ">", 0],
  fidelity: { any: [["summary.plan.base.filmGrain", "absent"], ["summary.plan.base.filmGrain", "=", 0]] },
};

/** Rows from before the search text was kept are matched as they were written. */
function textClauses(text: string): FilterClause[] {
  const folded = foldSearch(text);
  return folded === "" ? [] : [{ any: [["summary.search", "contains", folded], ["summary.hypothesis", "contains", text.trim()]] }];
}

/** What each filter asks of a row. */
type Values = Required<{ [K in keyof ListFilters]: NonNullable<ListFilters[K]> }>;
const CLAUSES: { readonly [K in keyof Values]: (value: Values[K]) => FilterClause[] } = {
  status: (status) => [["summary.status", "=", status]],
  method: (method) => [["summary.method", "=", method]],
  track: (track) => [TRACK_CLAUSES[track]],
  verdict: (verdict) => [["summary.verdict", "=", verdict]],
  suiteId: (suiteId) => [["summary.suiteId", "=", suiteId]],
  // Rows from before clips were kept beside them have none and fit no clip, until healHistory or any later write adds them.
  clip: (clip) => [["summary.clips", "contains", clip]],
  model: (model) => [{ any: [["summary.researcher.model", "=", model], ["summary.researcher.kind", "=", model]] }],
  from: (from) => [["summary.createdAt", ">=", from]],
  to: (to) => [["summary.createdAt", "<", to]],
  text: textClauses,
};

const NAMES = Object.keys(CLAUSES) as (keyof ListFilters)[];

/** The filters as clauses on an item with a summary. @param answered filters that the index answers already */
export function clausesOf(filters: ListFilters, answered: readonly (keyof ListFilters)[] = []): FilterClause[] {
  const given: Partial<Values> = filters;
  const clauses = <K extends keyof Values>(name: K): FilterClause[] => {
    const value: Values[K] | undefined = given[name];
    return value === undefined || answered.includes(name) ? [] : CLAUSES[name](value);
  };
  return NAMES.flatMap((name) => clauses(name));
}

function at(item: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, part) => (value !== null && typeof value === "object" ? (value as Item)[part] : undefined), item);
}

/** Whether an item fits, as DynamoDB would say: values of different types are never equal nor in order. */
export function fits(item: Item, clauses: readonly FilterClause[]): boolean {
  return clauses.every((clause): boolean => {
    if ("any" in clause) return clause.any.some((one) => fits(item, [one]));
    const [path, operator, wanted] = clause;
    const value = at(item, path);
    if (operator === "absent") return value === undefined;
    if (operator === "present") return value !== undefined;
    if (operator === "contains") return typeof value === "string" ? value.includes(wanted) : Array.isArray(value) && value.includes(wanted);
    if (operator === "=") return value === wanted;
    const comparable = (typeof value === "string" && typeof wanted === "string") || (typeof value === "number" && typeof wanted === "number");
    if (!comparable) return false;
    if (operator === "between") return value >= wanted && value <= clause[3];
    if (operator === "<") return value < wanted;
    if (operator === "<=") return value <= wanted;
    return operator === ">" ? value > wanted : value >= wanted;
  });
}
