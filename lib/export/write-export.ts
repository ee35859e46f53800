import { ExportedRecordSchema, ExportedRowSchema, EXPORT_FORMAT, EXPORT_VERSION } from "./file-schema.ts";
import { summaryOf } from "../data/record.ts";
import type { Experiment, ExperimentSummary } from "../experiment/schema.ts";
import { COLUMNS } from "./columns.ts";
import { csvLine } from "./csv.ts";
import { ROWS_FOOT, ROWS_HEAD, rowMarkdown } from "./rows-markdown.ts";

export const EXPORT_FORMATS = ["csv", "json", "md"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const CONTENT_TYPES: Record<ExportFormat, string> = { csv: "text/csv; charset=utf-8; header=present", json: "application/json; charset=utf-8", md: "text/markdown; charset=utf-8" };

/** What is exported: rows of the history, or whole records (as JSON only). */
export type ExportSource = { detail: "row"; rows: AsyncIterable<ExperimentSummary> } | { detail: "record"; rows: AsyncIterable<Experiment> };

/**
 * Writes an export piece by piece, a row at a time: what it takes does not grow with how many there are.
 * @param origin address of the lab, for links; null leaves them out
 */
export async function* writeExport(format: ExportFormat, source: ExportSource, { now, origin }: { now: Date; origin: string | null }): AsyncGenerator<string> {
  if (format === "json") return yield* writeJson(source, now);
  yield format === "csv" ? csvLine(COLUMNS.map(({ name }) => name)) : ROWS_HEAD;
  for await (const row of source.rows) {
    const summary = "suiteId" in row ? row : summaryOf(row);
    yield format === "csv" ? csvLine(COLUMNS.map(({ value }) => value(summary))) : rowMarkdown(summary, origin);
  }
  if (format === "md") yield ROWS_FOOT;
}

async function* writeJson({ detail, rows }: ExportSource, now: Date): AsyncGenerator<string> {
  yield `{"format":${JSON.stringify(EXPORT_FORMAT)},"version":${EXPORT_VERSION},"generatedAt":${JSON.stringify(now.toISOString())},"detail":${JSON.stringify(detail)},"experiments":[`;
  let count = 0;
  for await (const row of rows) {
    const value = detail === "row" ? ExportedRowSchema.parse(row) : ExportedRecordSchema.parse(row);
    yield `${count === 0 ? "" : ","}\n${JSON.stringify(value)}`;
    count += 1;
  }
  yield `\n],"count":${count}}\n`;
}
