import { VERDICTS } from "#lib/experiment/names.ts";
import { METHODS, type Method } from "#lib/plan/method.ts";

/** What the blog shows; all of it stands in the address, so that a link shows the same. */
export interface FeedFilter {
  method?: Method | undefined;
  verdict?: (typeof VERDICTS)[number] | undefined;
  text?: string | undefined;
}

const MOST_TEXT = 200;

/** From the query of the address; what it cannot mean is left out. */
export function readFeedFilter(query: Readonly<Record<string, string | string[] | undefined>>): FeedFilter {
  const one = (name: string) => [query[name]].flat()[0];
  const text = one("text")?.trim().slice(0, MOST_TEXT);
  return { method: METHODS.find((method) => method === one("method")), verdict: VERDICTS.find((verdict) => verdict === one("verdict")), text: text === "" ? undefined : text };
}

/** Address of the blog with that filter. */
export function feedAddress(filter: FeedFilter): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  return query.size === 0 ? "/blog" : `/blog?${query}`;
}
