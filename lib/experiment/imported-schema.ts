import { z } from "zod";

/* What an imported record is, and what is visibly wrong with it. */

/** The formats that are read: this lab's own JSON export, and the post-mortem files of its ancestor. */
export const IMPORT_SOURCES = ["lab-export", "post-mortem"] as const;

/** What can be seen to be wrong with a record from its own numbers, without having its files. */
export const IMPORT_FLAGS = [
  "empty-output", "hardly-any-output", "larger-than-raw", "identical-results", "no-quality", "no-results", "contradicts-itself", "needs-human", "timed-out", "still-running",
] as const;
export type ImportFlag = (typeof IMPORT_FLAGS)[number];

export const ImportedSchema = z.object({
  source: z.enum(IMPORT_SOURCES),
  /** Name that the other lab gave it. */
  originalId: z.string(),
  /** sha256 (hex) of the file from which it was read first. */
  fileSha256: z.string(),
  /** Each flag once, with the numbers behind it in a sentence. */
  flags: z.array(z.object({ code: z.enum(IMPORT_FLAGS), note: z.string() })),
  /** What the other lab itself wrote down as wrong. */
  issues: z.array(z.string()),
});
export type Imported = z.infer<typeof ImportedSchema>;
