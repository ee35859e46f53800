import type { ExperimentSummary } from "../experiment/schema.ts";
import { deltaPhrase, describeDelta } from "../format/describe-delta.ts";
import { titleOf } from "../format/describe-experiment.ts";
import { FLAG_TITLES } from "../format/describe-import.ts";
import { describePlan } from "../format/describe-plan.ts";
import { formatDecibels, formatRate, formatSignedPercent } from "../format/format-number.ts";
import { cut } from "../format/plain-text.ts";
import { markdownText, tableHead, tableRow } from "./markdown-text.ts";

const HEAD = [
  { title: "Experiment" }, { title: "Plan" }, { title: "Suite" }, { title: "Against x265 medium", right: true }, { title: "BD-rate", right: true }, { title: "Rate", right: true }, { title: "PSNR-YUV", right: true },
  { title: "Date" },
] as const;
const TITLE = 140;
const NONE = "—";

/** Above the table of several experiments. */
export const ROWS_HEAD = tableHead(HEAD);
/** Below it. */
export const ROWS_FOOT = "\nReductions are means over the suite's clips at equal PSNR-YUV against x265 medium (tune psnr), every byte of the bitstream counted; ↓ is smaller. BD-rate of PSNR-YUV, negative is smaller. *Unverified* numbers are another lab's claims.\n";

/** One experiment as a row, linked to its page where the lab's address is known. */
export function rowMarkdown(row: ExperimentSummary, origin: string | null): string {
  const { headline } = row;
  const full = titleOf(row);
  const title = markdownText(full.length > TITLE ? `${cut(full, TITLE - 1)}…` : full);
  const flags = row.importFlags.length > 0 ? ` (${row.importFlags.map((code) => FLAG_TITLES[code]).join(", ")})` : "";
  return tableRow([
    origin === null ? `${title} (${row.id})` : `[${title}](${origin}/blog/${row.id})`,
    row.plan ? markdownText(describePlan(row.plan)) : NONE,
    markdownText(row.suiteTitle),
    `${deltaPhrase(describeDelta({ ...row, verdictReason: null }))}${flags}`,
    headline?.bdRatePercent === null || !headline ? NONE : formatSignedPercent(headline.bdRatePercent),
    headline?.bitrateKbps === null || !headline ? NONE : `${formatRate(headline.bitrateKbps)}${headline.baselineKbps === null ? "" : ` vs ${formatRate(headline.baselineKbps)}`}`,
    headline?.psnrYuvDb === null || !headline ? NONE : formatDecibels(headline.psnrYuvDb),
    (row.finishedAt ?? row.createdAt).slice(0, 10),
  ]);
}
