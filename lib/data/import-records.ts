import type { Experiment, ImportFlag } from "../experiment/schema.ts";
import { StorageUnavailableError } from "../errors.ts";
import { identicalFlag } from "../import/claims.ts";
import { getExperiment } from "./get-experiment.ts";
import { importExperiment } from "./import-experiment.ts";
import type { Lab } from "./lab.ts";
import { readResult } from "./result-twins.ts";

export interface ImportTotals {
  imported: number;
  /** Were here before, from this file or as this lab's own. */
  already: number;
  /** How many records carry each flag. */
  flagged: Partial<Record<ImportFlag, number>>;
  /** Of the first ones that were imported or were here, in the file's order. */
  ids: string[];
}

/** Ids that are named. */
const NAMED = 200;

/** Storage gave way in between. What went in stays; the same import again adds the rest and nothing twice. */
export class ImportInterruptedError extends Error {
  override readonly name = "ImportInterruptedError";
  readonly totals: ImportTotals;
  constructor(totals: ImportTotals, of: number, cause: StorageUnavailableError) {
    super(`Storage stopped answering after ${totals.imported + totals.already} of ${of} records: ${totals.imported} went in, ${totals.already} were here already. Import the same file again; nothing is added twice.`, { cause });
    this.totals = totals;
  }
}

/** A record of this lab that comes back in its own export. */
async function isOurOwn(lab: Lab, { imported, createdAt }: Experiment): Promise<boolean> {
  if (imported?.source !== "lab-export") return false;
  const original = await getExperiment(lab, imported.originalId);
  return original !== null && original.createdAt === createdAt;
}

/** The flag of identical results, for one whose twins were imported from other files. */
async function flagTwins(lab: Lab, record: Experiment, inFile: ReadonlySet<string>): Promise<Experiment> {
  const { imported, resultDigest } = record;
  if (!imported || resultDigest === null) return record;
  const { experimentIds } = await readResult(lab, resultDigest);
  const here = experimentIds.filter((id) => !inFile.has(id)).length;
  if (here === 0) return record;
  const known = imported.flags.filter(({ code }) => code !== "identical-results");
  return { ...record, imported: { ...imported, flags: [...known, identicalFlag(inFile.size - 1, here)] } };
}

/**
 * Stores what was read from a file, one after the other. Doing it again adds nothing.
 * @throws {ImportInterruptedError} with how far it came
 */
export async function importRecords(lab: Lab, records: readonly Experiment[]): Promise<ImportTotals> {
  const totals: ImportTotals = { imported: 0, already: 0, flagged: {}, ids: [] };
  const twins = new Map<string | null, Set<string>>();
  for (const { id, resultDigest } of records) twins.set(resultDigest, (twins.get(resultDigest) ?? new Set()).add(id));
  try {
    for (const record of records) {
      const own = await isOurOwn(lab, record);
      const flagged = own ? record : await flagTwins(lab, record, twins.get(record.resultDigest) ?? new Set([record.id]));
      const outcome = own ? "exists" : await importExperiment(lab, flagged);
      totals[outcome === "imported" ? "imported" : "already"] += 1;
      if (totals.ids.length < NAMED) totals.ids.push(own ? (record.imported?.originalId ?? record.id) : record.id);
      if (!own) for (const { code } of flagged.imported?.flags ?? []) totals.flagged[code] = (totals.flagged[code] ?? 0) + 1;
    }
  } catch (error) {
    if (error instanceof StorageUnavailableError) throw new ImportInterruptedError(totals, records.length, error);
    throw error;
  }
  return totals;
}
