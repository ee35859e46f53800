import { InvalidCursorError, RangeNotSatisfiableError, StorageUnavailableError } from "../errors.ts";
import type { ErrorCode, ErrorReply } from "./schema.ts";

const STATUS: Record<ErrorCode, number> = {
  "invalid-request": 400, "not-found": 404, "duplicate-plan": 409, "already-finished": 409, "autopilot-state": 409, "too-large": 413, "unsupported-media": 415,
  "upload-not-ready": 409, "range-not-satisfiable": 416, "storage-unavailable": 503, internal: 500,
};

/** An error that the API's caller can act on. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;
  constructor(code: ErrorCode, message: string, details?: Record<string, unknown>, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}

/** Maps what a route threw to a status and a reply. Unknown errors keep their text out of the reply. */
export function errorReplyOf(error: unknown): { status: number; reply: ErrorReply } {
  const reply = (code: ErrorCode, message: string, details?: Record<string, unknown>) => ({ status: STATUS[code], reply: { error: { code, message, ...(details ? { details } : {}) } } });
  if (error instanceof HttpError) return reply(error.code, error.message, error.details);
  if (error instanceof InvalidCursorError) return reply("invalid-request", error.message);
  if (error instanceof RangeNotSatisfiableError) return reply("range-not-satisfiable", error.message, { bytes: error.totalBytes });
  if (error instanceof StorageUnavailableError) {
    return reply("storage-unavailable", "The lab's storage does not answer at the moment. Nothing was lost; try again in a few seconds.");
  }
  return reply("internal", "Something went wrong in the lab's server. Its log has the details.");
}
