import type { Reasoning } from "../experiment/schema.ts";

/** What became of one call of the researcher: a word for its tag, and a sentence for who asks. */
export const OUTCOMES: Record<Reasoning["outcome"], { word: string; note: string }> = {
  ok: { word: "used", note: "The reply was used." },
  timeout: { word: "timed out", note: "No whole reply came in time; it was asked again." },
  refused: { word: "refused", note: "The model refused to answer; it was asked again." },
  "invalid-json": { word: "invalid JSON", note: "The reply held no readable JSON; it was asked again with the error." },
  "invalid-schema": { word: "outside the schema", note: "The plan or the analysis broke the schema or its bounds; it was asked again with the error." },
  "duplicate-plan": { word: "duplicate plan", note: "This very plan has run already; it was asked again with the twin named." },
  "near-twin": { word: "near twin, not justified", note: "The plan is all but the same as a past one, and no reason was given to run it all the same; it was asked again with the twin named." },
  "stale-family": { word: "stale family", note: "The last experiments of this family brought nothing new; it was asked again for a plan of another one." },
  "http-error": { word: "HTTP error", note: "The model's server answered with an error; it was asked again where that could help." },
  truncated: { word: "cut short", note: "The reply ended before its end; it was asked again." },
};
