import { get } from "node:http";
import type { Lab } from "#lib/data/lab.ts";
import { listChanges } from "#lib/data/list-changes.ts";
import type { ListRequest } from "#lib/data/list-experiments.ts";
import { listExperiments } from "#lib/data/list-experiments.ts";
import { recordAnalysis } from "#lib/data/record-analysis.ts";
import { ListReplySchema } from "#lib/api/schema.ts";
import { idOf } from "./bench-ui-fill.ts";
import { timeInTurn } from "./statistics.ts";

export interface Site {
  experiments: number;
  lab: Lab;
  address: string;
}

/** Small enough for every list to have more than one page at 100 experiments: a page cut short by the end would flatter the larger sizes. */
export const PAGE = 25;
const ROUNDS = 40;

/** What a reader of the history asks for; `next` goes on from where `first` ends. */
export const READS = {
  first: { what: "first page, newest first", request: {} },
  next: { what: "next page", request: {} },
  sorted: { what: "first page by reduction", request: { sort: "reduction" } },
  filtered: { what: "first page, verdict better", request: { verdict: "better" } },
  both: { what: "verdict better by reduction", request: { verdict: "better", sort: "reduction" } },
} as const satisfies Record<string, { what: string; request: Partial<ListRequest> }>;
export type Read = keyof typeof READS;
export const READ_NAMES = Object.keys(READS) as Read[];

/** Bytes of a reply's body as they travel, compressed as for a browser. @throws {Error} for another status than 200 */
export function transferred(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { "accept-encoding": "gzip" } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on("end", () => (response.statusCode === 200 ? resolve(bytes) : reject(new Error(`${url} answered ${response.statusCode}`))));
      response.on("error", reject);
    }).on("error", reject);
  });
}

async function urlOf({ address }: Site, read: Read): Promise<string> {
  const url = `${address}/api/experiments?${new URLSearchParams({ limit: String(PAGE), ...READS[read].request })}`;
  if (read !== "next") return url;
  const { nextCursor } = ListReplySchema.parse(await (await fetch(url)).json());
  return `${url}&cursor=${nextCursor ?? ""}`;
}

/** Median time of each read of the API at each size, ms, all in turn. */
export async function timeApi(sites: readonly Site[]): Promise<Record<Read, number[]>> {
  const steps: Record<string, () => Promise<unknown>> = {};
  for (const site of sites) {
    for (const read of READ_NAMES) {
      const url = await urlOf(site, read);
      steps[`${read} ${site.experiments}`] = () => transferred(url);
    }
  }
  const times = await timeInTurn(steps, ROUNDS);
  return Object.fromEntries(READ_NAMES.map((read) => [read, sites.map(({ experiments }) => times[`${read} ${experiments}`]!)])) as Record<Read, number[]>;
}

/** Read capacity units of each read and of an idle poll. */
export async function countCapacity({ lab }: Site): Promise<Record<Read | "poll", number>> {
  const spent = { units: 0 };
  const counted: Lab = {
    ...lab,
    db: { ...lab.db, query: async (request) => {
      const page = await lab.db.query(request);
      spent.units += page.readUnits;
      return page;
    } },
  };
  const cost = async <T>(read: () => Promise<T>): Promise<{ units: number; value: T }> => {
    spent.units = 0;
    const value = await read();
    return { units: spent.units, value };
  };
  const list = (read: Read, cursor?: string) => cost(() => listExperiments(counted, { limit: PAGE, ...READS[read].request, cursor }));
  const first = await list("first");
  return {
    first: first.units,
    next: (await list("next", first.value.nextCursor ?? undefined)).units,
    sorted: (await list("sorted")).units,
    filtered: (await list("filtered")).units,
    both: (await list("both")).units,
    poll: (await cost(() => listChanges(counted, { since: lab.now().toISOString() }))).units,
  };
}

/** Bytes of an idle poll, of one after one row changed, and of a page for comparison. */
export async function weighPolls(site: Site): Promise<{ idle: number; changed: number; page: number }> {
  const { lab, address, experiments } = site;
  const { asOf } = await listExperiments(lab, { limit: 1 });
  const poll = `${address}/api/experiments/changes?since=${asOf}`;
  const idle = await transferred(poll);
  if (!(await recordAnalysis(lab, idOf(experiments - 2), { finding: "The finding of the bench.", analysedAt: lab.now().toISOString() }))) throw new Error("the row to change was changed before");
  return { idle, changed: await transferred(poll), page: await transferred(await urlOf(site, "first")) };
}
