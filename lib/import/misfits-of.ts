import type { z } from "zod";
import type { Misfit } from "./malformed-import-error.ts";

/** A path as a person writes it: `reports[3].results.bitrate_mbps`. */
export function pathOf(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return text.replace(/^\./, "") || "the file";
}

/** The misfits of a schema's errors. */
export function misfitsOf(error: z.ZodError, base: readonly PropertyKey[] = []): Misfit[] {
  return error.issues.map((issue) => ({ where: pathOf([...base, ...issue.path]), message: issue.message }));
}
