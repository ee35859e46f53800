import type { ImportTotals } from "../data/import-records.ts";
import { importRecords } from "../data/import-records.ts";
import type { Lab } from "../data/lab.ts";
import type { Imported, ImportFlag } from "../experiment/schema.ts";
import type { ImportLimits } from "./limits.ts";
import { readImport } from "./read-import.ts";

export interface ImportOutcome extends ImportTotals {
  source: Imported["source"];
  fileSha256: string;
  /** Different records of the file. */
  records: number;
  repeated: number;
  notes: string[];
  /** Nothing was stored: the file was only read. */
  checked: boolean;
}

/**
 * Imports a file: reads all of it first, then stores it. With `checkOnly`, says what it holds and stores nothing; flags that
 * depend on what is here already are then missing.
 * @throws {MalformedImportError} nothing was imported
 * @throws {ImportInterruptedError} storage gave way in between
 */
export async function importFile(lab: Lab, bytes: Uint8Array, { limits, checkOnly }: { limits: ImportLimits; checkOnly: boolean }): Promise<ImportOutcome> {
  const { records, ...about } = readImport(bytes, { limits, now: lab.now() });
  const file = { ...about, records: records.length, checked: checkOnly };
  if (!checkOnly) return { ...file, ...(await importRecords(lab, records)) };
  const flagged: Partial<Record<ImportFlag, number>> = {};
  for (const { code } of records.flatMap(({ imported }) => imported?.flags ?? [])) flagged[code] = (flagged[code] ?? 0) + 1;
  return { ...file, imported: 0, already: 0, flagged, ids: [] };
}
