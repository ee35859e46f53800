import { formatPlural } from "../format/format-number.ts";
import { ATTEMPT_LINES, RESERVED_LINES } from "./limits.ts";
import type { LogLine } from "./schema.ts";

export interface LogBuffer {
  /** @param vital what must not be missing: a change of stage, a warning, an error */
  add(line: LogLine, vital: boolean): void;
  /** Takes the oldest `most` lines out. */
  take(most: number): LogLine[];
  /** Puts lines that could not be stored back to the front. */
  putBack(lines: readonly LogLine[]): void;
  /** Says at the end how many lines were left out since the last one that was kept. */
  close(at: string): void;
  readonly size: number;
}

/**
 * Holds the lines of one attempt until they are stored, and no more of them than `most`, with `reserved` further ones for what is
 * vital. What is left out is counted, and a line in its place says how many.
 */
export function createLogBuffer({ attempt, most = ATTEMPT_LINES, reserved = RESERVED_LINES }: { attempt: number; most?: number; reserved?: number }): LogBuffer {
  const waiting: LogLine[] = [];
  let kept = 0;
  let leftOut = 0;
  const sayLeftOut = (at: string): void => {
    if (leftOut > 0) waiting.push({ at, attempt, level: "warn", stage: null, text: `${formatPlural(leftOut, "line")} left out here: this attempt said more than the ${formatPlural(most, "line")} that are kept.` });
    leftOut = 0;
  };
  return {
    add(line, vital) {
      if (kept >= most + (vital ? reserved : 0)) {
        leftOut += 1;
        return;
      }
      sayLeftOut(line.at);
      kept += 1;
      waiting.push(line);
    },
    take: (count) => waiting.splice(0, count),
    putBack: (lines) => void waiting.unshift(...lines),
    close: sayLeftOut,
    get size() {
      return waiting.length;
    },
  };
}
