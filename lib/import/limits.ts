/** How much one import may hold. */
export interface ImportLimits {
  maxBytes: number;
  maxRecords: number;
}

/** Through the API: what is stored while a browser waits, some ten seconds. */
export const API_LIMITS: ImportLimits = { maxBytes: 16 * 1024 * 1024, maxRecords: 2_000 };
/** From the command line, which has time; the file is held in memory. */
export const COMMAND_LIMITS: ImportLimits = { maxBytes: 256 * 1024 * 1024, maxRecords: 100_000 };

/** Brackets within brackets; both formats need nine. */
export const MAX_NESTING = 64;
/** Bytes of one imported record as JSON: DynamoDB takes items of 400 KB, and the item has the summary as well. */
export const MAX_RECORD_BYTES = 300 * 1024;
/** A clock that runs ahead a little is no forgery; a record from next year would stand on top of the history for a year. */
export const MAX_AHEAD_MS = 24 * 3_600_000;
