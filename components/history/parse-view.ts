import * as z from "zod/mini";
import { STATUSES, VERDICTS } from "#lib/experiment/names.ts";
import { METHODS } from "#lib/plan/method.ts";
import { TRACKS } from "#lib/plan/track.ts";
import { COLUMN_IDS } from "./columns.ts";
import { type HistoryView, ORDERS, SORTS } from "./view.ts";

/** What is not there or does not fit is as if it were not asked for: an old or a hostile link shows the history. */
const lenient = <S extends z.core.$ZodType>(schema: S) => z.catch(z.optional(schema), undefined);
const text = (longest: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(longest));

const instant = z.pipe(z.union([z.iso.datetime({ offset: true }), z.iso.date()]), z.transform((time: string) => new Date(time).toISOString()));

const FilterSchema = z.object({
  text: lenient(text(200)),
  status: lenient(z.enum(STATUSES)),
  verdict: lenient(z.enum(VERDICTS)),
  method: lenient(z.enum(METHODS)),
  track: lenient(z.enum(TRACKS)),
  suite: lenient(z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/))),
  clip: lenient(z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/))),
  model: lenient(text(120)),
  from: lenient(instant),
  to: lenient(instant),
});

const columns = z.pipe(
  z.string().check(z.maxLength(400)),
  z.transform((list: string) => {
    const asked = list.split(",");
    return COLUMN_IDS.filter((id) => asked.includes(id));
  }),
);

const ChoiceSchema = z.object({ sort: z.catch(z.enum(SORTS), "created"), order: z.catch(z.enum(ORDERS), "descending"), columns: z.catch(z.nullable(columns), null) });

/** Reads an address; of a name that is there twice, the first counts. */
export function parseView(params: Pick<URLSearchParams, "get">): HistoryView {
  const given = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, params.get(name) ?? undefined]));
  const filter = FilterSchema.parse(given(Object.keys(FilterSchema.shape)));
  const choice = ChoiceSchema.parse({ ...given(["sort", "order"]), columns: params.get("columns") });
  return { filter: Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)), ...choice };
}
