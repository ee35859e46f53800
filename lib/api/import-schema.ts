import { z } from "zod";
import { IMPORT_FLAGS, IMPORT_SOURCES } from "../experiment/imported-schema.ts";

/** POST /api/import: the file is the body. */
export const ImportQuerySchema = z.strictObject({
  check: z.enum(["true", "false"]).default("false").describe("true: says what the file holds and stores nothing."),
});

export const ImportReplySchema = z.object({
  source: z.enum(IMPORT_SOURCES),
  /** sha256 (hex) of the file. */
  fileSha256: z.string(),
  /** Different records of the file, and how many it holds more than once. */
  records: z.int(),
  repeated: z.int(),
  imported: z.int(),
  /** Were here before: importing twice adds nothing. */
  already: z.int(),
  flagged: z.partialRecord(z.enum(IMPORT_FLAGS), z.int()),
  ids: z.array(z.string()),
  notes: z.array(z.string()),
  checked: z.boolean(),
});
export type ImportReply = z.infer<typeof ImportReplySchema>;
