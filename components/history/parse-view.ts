import { LIST_ORDERS, LIST_SORTS, LONGEST_FILTER } from "#lib/api/list-limits.ts";
import { STATUSES, VERDICTS } from "#lib/experiment/names.ts";
import { CLIP_ID, SUITE_ID } from "#lib/ids.ts";
import { METHODS } from "#lib/plan/method.ts";
import { TRACKS } from "#lib/plan/track.ts";
import { COLUMN_IDS, type ColumnId } from "./columns.ts";
import { FILTER_NAMES, type FilterName, type HistoryView, PLAIN_VIEW } from "./view.ts";

/*
 * By hand: a schema library is 20 kB gzipped, a tenth of the page, of which this would be the only use before replies come
 * (parsed in a chunk of their own, see request-json.ts).
 */

type Filter = HistoryView["filter"];

const among = <T extends string>(values: readonly T[]) => (given: string): T | undefined => values.find((value) => value === given);
const fitting = (shape: RegExp) => (given: string) => (shape.test(given) ? given : undefined);
function text(longest: number) {
  return (given: string) => {
    const trimmed = given.trim();
    return trimmed.length > 0 && trimmed.length <= longest ? trimmed : undefined;
  };
}

/** A day, or a time of a day with its offset from UTC. */
const INSTANT = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;
function instant(given: string): string | undefined {
  const day = INSTANT.exec(given)?.[1];
  // Date takes the 30th of February for the 2nd of March.
  if (day === undefined || !isoOf(day)?.startsWith(day)) return undefined;
  return isoOf(given);
}
function isoOf(given: string): string | undefined {
  const time = new Date(given);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

const READ: { readonly [Name in FilterName]: (given: string) => Filter[Name] } = {
  text: text(LONGEST_FILTER.text),
  status: among(STATUSES),
  verdict: among(VERDICTS),
  method: among(METHODS),
  track: among(TRACKS),
  suite: fitting(SUITE_ID),
  clip: fitting(CLIP_ID),
  model: text(LONGEST_FILTER.model),
  from: instant,
  to: instant,
};

const LONGEST_COLUMNS = 400;
function columns(given: string): ColumnId[] | null {
  if (given.length > LONGEST_COLUMNS) return null;
  const asked = given.split(",");
  return COLUMN_IDS.filter((id) => asked.includes(id));
}

/**
 * Reads an address; of a name that is there twice, the first counts. What is not there or does not fit is as if it were not
 * asked for: an old or a hostile link shows the history.
 */
export function parseView(params: Pick<URLSearchParams, "get">): HistoryView {
  const read = <T>(name: string, reader: (given: string) => T): T | undefined => {
    const given = params.get(name);
    return given === null ? undefined : reader(given);
  };
  const filter = FILTER_NAMES.flatMap((name) => {
    const value = read<Filter[FilterName]>(name, READ[name]);
    return value === undefined ? [] : [[name, value]];
  });
  return {
    filter: Object.fromEntries(filter) as Filter,
    sort: read("sort", among(LIST_SORTS)) ?? PLAIN_VIEW.sort,
    order: read("order", among(LIST_ORDERS)) ?? PLAIN_VIEW.order,
    columns: read("columns", columns) ?? PLAIN_VIEW.columns,
  };
}
