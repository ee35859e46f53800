import type { ImportFlag, Imported } from "../experiment/schema.ts";
import { formatCount, formatPlural } from "./format-number.ts";

/** The flags as a person reads them, in a few words. */
export const FLAG_TITLES: Record<ImportFlag, string> = {
  "empty-output": "empty output",
  "hardly-any-output": "hardly any output",
  "larger-than-raw": "larger than raw video",
  "identical-results": "identical results",
  "no-quality": "no quality measured",
  "no-results": "no results",
  "contradicts-itself": "contradicts itself",
  "needs-human": "needs a person",
  "timed-out": "timed out",
  "still-running": "still running when written",
};

export const SOURCE_TITLES: Record<Imported["source"], string> = { "lab-export": "an export of this lab's kind", "post-mortem": "a post-mortem file" };

interface Counts {
  source: Imported["source"];
  records: number;
  repeated: number;
  imported: number;
  already: number;
  checked: boolean;
  flagged: Partial<Record<ImportFlag, number>>;
}

/** What an import did, or would do, in one sentence or two. */
export function describeImport({ source, records, repeated, imported, already, checked, flagged }: Counts): string {
  const holds = `${SOURCE_TITLES[source]} with ${formatPlural(records, "record")}${repeated > 0 ? ` (${formatCount(repeated)} more than once)` : ""}`;
  const flags = describeFlags(flagged);
  const what = checked ? `This is ${holds}; nothing was imported yet.` : `Imported ${formatPlural(imported, "record")}${already > 0 ? `; ${formatCount(already)} ${already === 1 ? "was" : "were"} here already` : ""}.`;
  return flags === "" ? what : `${what} Flagged: ${flags}.`;
}

/** "9 identical results, 2 timed out". */
export function describeFlags(flagged: Partial<Record<ImportFlag, number>>): string {
  return (Object.keys(FLAG_TITLES) as ImportFlag[]).flatMap((code) => (flagged[code] ? [`${formatCount(flagged[code])} × ${FLAG_TITLES[code]}`] : [])).join(", ");
}
