import { createHash } from "node:crypto";
import { z } from "zod";
import { InvalidCursorError } from "../errors.ts";

const CursorSchema = z.strictObject({
  /** Sort key of the last item that was given out: a time and an id, or a number (lib/data/sort-numbers.ts), a time and an id. */
  after: z.string().regex(/^(?:[0-9a-f]{16}#)?\d{4}-\d\d-\d\dT[\d:.]+Z#[A-Za-z0-9_-]{1,80}$/),
  /** Digest of the position and of the list it belongs to. */
  check: z.string(),
});

const checkOf = (list: string, after: string) => createHash("sha256").update(`${list}\n${after}`).digest("base64url").slice(0, 12);

/** An opaque cursor: where a list stopped, tied to that list's filters. It carries no secret and gives no right. */
export function writeCursor(list: string, after: string): string {
  return Buffer.from(JSON.stringify({ after, check: checkOf(list, after) })).toString("base64url");
}

/** @throws {InvalidCursorError} for anything that writeCursor did not write for this very list. */
export function readCursor(list: string, cursor: string): string {
  let parsed;
  try {
    parsed = CursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (error) {
    throw new InvalidCursorError(error);
  }
  if (parsed.check !== checkOf(list, parsed.after)) throw new InvalidCursorError();
  return parsed.after;
}
