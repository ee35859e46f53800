import { createHash } from "node:crypto";
import type { z } from "zod";
import { type Experiment, ExperimentSchema, type Imported } from "../experiment/schema.ts";
import { wellFormed } from "../format/plain-text.ts";
import { formatCount, formatPlural } from "../format/format-number.ts";
import { EXPORT_FORMAT } from "../export/file-schema.ts";
import { identicalFlag } from "./claims.ts";
import { fromLabExport, LabExportFileSchema, LabRecordSchema, LabRowSchema, toLabRecord } from "./from-lab-export.ts";
import { fromPostMortem, PostMortemFileSchema, PostMortemReportSchema } from "./from-post-mortem.ts";
import { type ImportLimits, MAX_NESTING, MAX_RECORD_BYTES } from "./limits.ts";
import { locateJsonError, nestingOf } from "./locate-json-error.ts";
import { MalformedImportError, type Misfit } from "./malformed-import-error.ts";
import { misfitsOf, pathOf } from "./misfits-of.ts";

export interface ReadImport {
  source: Imported["source"];
  fileSha256: string;
  /** Each once, in the file's order. */
  records: Experiment[];
  /** Records that the file holds twice. */
  repeated: number;
  /** What is odd about the file as a whole, in sentences. */
  notes: string[];
}

interface Context {
  fileSha256: string;
  now: Date;
}

const refuse = (where: string, message: string, cause?: unknown) => new MalformedImportError([{ where, message }], { cause });

/**
 * Reads a file of another lab, whole or not at all: nothing is stored here, and a single record that does not fit refuses the
 * file.
 * @param bytes the file, which is hostile until it has been read
 * @throws {MalformedImportError} with the line of broken JSON, or every path that does not fit
 */
export function readImport(bytes: Uint8Array, { limits, now }: { limits: ImportLimits; now: Date }): ReadImport {
  if (bytes.length > limits.maxBytes) throw refuse("the file", `it is larger than ${formatCount(limits.maxBytes)} bytes`);
  const value = parseText(textOf(bytes));
  const context = { fileSha256: createHash("sha256").update(bytes).digest("hex"), now };
  const own = typeof value === "object" && value !== null && "format" in value && value.format === EXPORT_FORMAT;
  const read = own ? readLabExport(value, limits, context) : readPostMortem(value, limits, context);
  const byId = new Map(read.records.map((record) => [record.id, record]));
  return { source: own ? "lab-export" : "post-mortem", fileSha256: context.fileSha256, records: flagIdentical([...byId.values()]), repeated: read.records.length - byId.size, notes: read.notes };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw refuse("the file", "it is not UTF-8 text", cause);
  }
}

function parseText(text: string): unknown {
  if (text.trim() === "") throw refuse("the file", "it is empty");
  if (nestingOf(text) > MAX_NESTING) throw refuse("the file", `brackets nest deeper than ${MAX_NESTING}`);
  try {
    // Halves of surrogate pairs can only be written as escapes; they have no UTF-8 to be stored as.
    const escaped = /\\u[dD][89a-fA-F]/.test(text);
    return JSON.parse(text, escaped ? (_key, value: unknown) => (typeof value === "string" ? wellFormed(value) : value) : undefined);
  } catch (cause) {
    const found = locateJsonError(text);
    throw refuse(found ? `line ${found.line}, column ${found.column}` : "the file", found ? `this is not JSON: ${found.message}` : "this is not JSON", cause);
  }
}

function parseFile<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new MalformedImportError(misfitsOf(parsed.error), { cause: parsed.error });
  return parsed.data;
}

/** Parses each entry; what does not fit is collected over all of them, so that a file can be mended in one go. */
function readEach(name: string, entries: readonly unknown[], limits: ImportLimits, read: (entry: unknown) => { record: Experiment } | { error: z.ZodError }): Experiment[] {
  if (entries.length > limits.maxRecords) throw refuse(name, `more than ${formatCount(limits.maxRecords)} records`);
  const misfits: Misfit[] = [];
  const records: Experiment[] = [];
  entries.forEach((entry, index) => {
    try {
      const result = read(entry);
      if ("error" in result) misfits.push(...misfitsOf(result.error, [name, index]));
      else if (JSON.stringify(result.record).length > MAX_RECORD_BYTES) misfits.push({ where: pathOf([name, index]), message: `larger than ${formatCount(MAX_RECORD_BYTES)} characters` });
      else records.push(ExperimentSchema.parse(result.record));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      misfits.push({ where: pathOf([name, index]), message: error.message });
    }
  });
  if (misfits.length > 0) throw new MalformedImportError(misfits);
  return records;
}

function readPostMortem(value: unknown, limits: ImportLimits, context: Context): { records: Experiment[]; notes: string[] } {
  const { reports, total_experiments: total } = parseFile(PostMortemFileSchema, value);
  const records = readEach("reports", reports, limits, (entry) => {
    const parsed = PostMortemReportSchema.safeParse(entry);
    return parsed.success ? { record: fromPostMortem(parsed.data, { ...context, content: entry }) } : { error: parsed.error };
  });
  // An excerpt is still what it is; a reader has to know that it is one.
  const notes = total === reports.length ? [] : [`The file says that there are ${formatPlural(total, "experiment")}, and holds ${formatPlural(reports.length, "report")}.`];
  return { records, notes };
}

function readLabExport(value: unknown, limits: ImportLimits, context: Context): { records: Experiment[]; notes: string[] } {
  const { experiments, detail, count } = parseFile(LabExportFileSchema, value);
  if (count !== experiments.length) throw refuse("count", `it says ${formatCount(count)}, and the file holds ${formatPlural(experiments.length, "experiment")}: it is not whole`);
  const records = readEach("experiments", experiments, limits, (entry) => {
    const parsed = detail === "row" ? LabRowSchema.transform(toLabRecord).safeParse(entry) : LabRecordSchema.safeParse(entry);
    return parsed.success ? { record: fromLabExport(parsed.data, context) } : { error: parsed.error };
  });
  return { records, notes: [] };
}

function flagIdentical(records: Experiment[]): Experiment[] {
  const counts = new Map<string, number>();
  for (const { resultDigest } of records) if (resultDigest !== null) counts.set(resultDigest, (counts.get(resultDigest) ?? 0) + 1);
  return records.map((record) => {
    const others = (counts.get(record.resultDigest ?? "") ?? 1) - 1;
    const { imported } = record;
    return others > 0 && imported ? { ...record, imported: { ...imported, flags: [...imported.flags, identicalFlag(others, 0)] } } : record;
  });
}
