import type { Experiment } from "../experiment/schema.ts";
import { getExperiment } from "../data/get-experiment.ts";
import type { Lab } from "../data/lab.ts";
import { summaryOf } from "../data/record.ts";
import { walkExperiments, walkRecords } from "../data/walk-experiments.ts";
import { type ExportSource, writeExport } from "../export/write-export.ts";
import type { ExportQuery } from "./export-schema.ts";
import { HttpError } from "./http-error.ts";

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** The selected ones, in the order in which they were asked for. @throws {HttpError} not-found */
async function readSelected(lab: Lab, ids: readonly string[]): Promise<Experiment[]> {
  const found: Experiment[] = [];
  for (const id of ids) {
    const experiment = await getExperiment(lab, id);
    if (!experiment) throw new HttpError("not-found", `There is no experiment ${id}.`);
    found.push(experiment);
  }
  return found;
}

async function sourceOf(lab: Lab, { ids, detail, filter: { suite, ...filter } }: ExportQuery): Promise<ExportSource> {
  if (ids) {
    const records = await readSelected(lab, ids);
    return detail === "record" ? { detail, rows: each(records) } : { detail, rows: each(records.map(summaryOf)) };
  }
  const rows = walkExperiments(lab, { ...filter, suiteId: suite });
  return detail === "record" ? { detail, rows: walkRecords(lab, rows) } : { detail, rows };
}

/**
 * The export as text, piece by piece. Whatever stops it before its first row is thrown here, where it can still be told.
 * @param origin address of the lab, for links
 * @throws {HttpError} not-found for an id that is unknown; {StorageUnavailableError}
 */
export async function exportExperiments(lab: Lab, query: ExportQuery, origin: string | null): Promise<AsyncGenerator<string>> {
  const pieces = writeExport(query.format, await sourceOf(lab, query), { now: lab.now(), origin });
  // The head of the file, and with it the first row: only then has storage been read.
  const first = [await pieces.next(), await pieces.next()];
  return (async function* () {
    for (const { value, done } of first) if (!done) yield value;
    yield* pieces;
  })();
}
