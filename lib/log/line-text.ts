import { cut, flatten } from "../format/plain-text.ts";
import { LINE_CHARACTERS } from "./limits.ts";
import { redact } from "./redact.ts";
import { LogLineSchema, type LogLine } from "./schema.ts";

/*
 * A line of the kept log as text: `2026-11-23T12:00:00.123Z 1 info  encode   gravel at CRF 22: ...`. Lines of another shape (the head) are
 * for the reader of the file and no lines of the log.
 */

const SHAPE = /^(\S+Z) (\d{1,6}) (\w+) +(\S+) (.*)$/;

/** A text as a line may hold it: one line, without secrets and hidden characters, of bounded length. */
export function lineText(text: string, secrets: readonly string[] = []): string {
  const flat = flatten(redact(text, secrets));
  return flat.length > LINE_CHARACTERS ? `${cut(flat, LINE_CHARACTERS - 1)}…` : flat;
}

export function writeLine({ at, attempt, level, stage, text }: LogLine): string {
  return `${at} ${attempt} ${level.padEnd(5)} ${(stage ?? "-").padEnd(8)} ${text}\n`;
}

/** null for what is no line of the log. */
export function parseLine(line: string): LogLine | null {
  const [, at, attempt, level, stage, text] = SHAPE.exec(line) ?? [];
  if (at === undefined) return null;
  return LogLineSchema.safeParse({ at, attempt: Number(attempt), level, stage: stage === "-" ? null : stage, text: text?.trimStart() }).data ?? null;
}
