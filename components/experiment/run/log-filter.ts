import type { Stage } from "#lib/experiment/schema.ts";
import { type LogLevel, LOG_LEVELS } from "#lib/log/levels.ts";
import type { LogLine } from "#lib/log/schema.ts";

export interface LogFilter {
  stage: Stage | null;
  /** Lines of this level and above. */
  least: LogLevel;
  text: string;
}

export const NO_FILTER: LogFilter = { stage: null, least: "debug", text: "" };

/** The lines that fit, in their order. */
export function filterLog(lines: readonly LogLine[], { stage, least, text }: LogFilter): readonly LogLine[] {
  const wanted = text.trim().toLowerCase();
  const from = LOG_LEVELS.indexOf(least);
  if (stage === null && from === 0 && wanted === "") return lines;
  return lines.filter((line) => (stage === null || line.stage === stage) && LOG_LEVELS.indexOf(line.level) >= from && (wanted === "" || line.text.toLowerCase().includes(wanted)));
}
