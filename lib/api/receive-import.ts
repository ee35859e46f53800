import { ImportInterruptedError } from "../data/import-records.ts";
import type { Lab } from "../data/lab.ts";
import { importFile, type ImportOutcome } from "../import/import-file.ts";
import { API_LIMITS } from "../import/limits.ts";
import { MalformedImportError } from "../import/malformed-import-error.ts";
import { HttpError } from "./http-error.ts";

/**
 * Imports a file that was sent.
 * @throws {HttpError} invalid-request with details.misfits ({where, message} each), nothing was imported; storage-unavailable
 *   with how many went in, and the same file again adds the rest
 */
export async function receiveImport(lab: Lab, bytes: Uint8Array, { checkOnly }: { checkOnly: boolean }): Promise<ImportOutcome> {
  try {
    return await importFile(lab, bytes, { limits: API_LIMITS, checkOnly });
  } catch (error) {
    if (error instanceof MalformedImportError) throw new HttpError("invalid-request", error.message, { misfits: error.misfits }, { cause: error });
    if (error instanceof ImportInterruptedError) throw new HttpError("storage-unavailable", error.message, { ...error.totals }, { cause: error });
    throw error;
  }
}
