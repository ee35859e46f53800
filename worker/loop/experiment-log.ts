import { appendLog } from "#lib/data/append-log.ts";
import { keepLog } from "#lib/data/keep-log.ts";
import type { Lab, Lease } from "#lib/data/lab.ts";
import type { Artifact, Stage } from "#lib/experiment/schema.ts";
import { CHUNK_LINES } from "#lib/log/limits.ts";
import { lineText } from "#lib/log/line-text.ts";
import { createLogBuffer } from "#lib/log/log-buffer.ts";
import type { LogLevel } from "#lib/log/levels.ts";

/** What is said within this time is stored together, ms. */
const EVERY_MS = 1500;

export interface ExperimentLog {
  /** @param change a stage began or ended */
  say(level: LogLevel, stage: Stage | null, text: string, change?: boolean): void;
  /** Every line of a longer text, such as the tail of what a tool said. */
  quote(level: LogLevel, stage: Stage | null, text: string): void;
  /** Takes no more lines and stores what is left; again after an outage. Never throws. */
  close(): Promise<void>;
  /** Closes, and keeps the whole log as a file; null when it could not be kept. Never throws. */
  keep(): Promise<Artifact | null>;
}

export interface ExperimentLogOptions {
  /** Taken out of every line. */
  secrets?: readonly string[];
  /** Hears of lines that could not be stored. */
  complain: (message: string) => void;
  everyMs?: number;
}

/**
 * The log of one attempt: lines are gathered and stored in chunks, one write at a time. A store that is away costs nothing but memory for the
 * bounded lines: they are stored when it is back, and the experiment never waits for them before its end.
 */
export function createExperimentLog(lab: Lab, lease: Pick<Lease, "id" | "attempt">, { secrets = [], complain, everyMs = EVERY_MS }: ExperimentLogOptions): ExperimentLog {
  const { attempt } = lease;
  const buffer = createLogBuffer({ attempt });
  let chunk = 0;
  let closed = false;
  let away = false;
  let timer: NodeJS.Timeout | null = null;
  let storing: Promise<boolean> = Promise.resolve(true);

  const store = async (): Promise<boolean> => {
    while (buffer.size > 0) {
      const lines = buffer.take(CHUNK_LINES);
      try {
        await appendLog(lab, lease, chunk, lines);
        chunk += 1;
        away = false;
      } catch (error) {
        buffer.putBack(lines);
        // Said once an outage.
        if (!away) complain(`the log could not be stored: ${error instanceof Error ? error.message : String(error)}`);
        away = true;
        return false;
      }
    }
    return true;
  };
  const flush = (): Promise<boolean> => {
    if (timer) clearTimeout(timer);
    timer = null;
    storing = storing.then(store);
    return storing;
  };
  const schedule = (): void => {
    timer ??= setTimeout(() => {
      void flush().then((stored) => {
        if (!stored && !closed) schedule();
      });
    }, everyMs);
  };

  const log: ExperimentLog = {
    say(level, stage, text, change = false) {
      if (closed) return;
      const vital = change || level === "warn" || level === "error";
      buffer.add({ at: lab.now().toISOString(), attempt, level, stage, text: lineText(text, secrets) }, vital);
      schedule();
    },
    quote(level, stage, text) {
      for (const line of text.split("\n")) if (line.trim() !== "") log.say(level, stage, `| ${line.trimEnd()}`);
    },
    async close() {
      if (!closed) buffer.close(lab.now().toISOString());
      closed = true;
      await flush();
    },
    async keep() {
      await log.close();
      try {
        return await keepLog(lab, lease);
      } catch (error) {
        complain(`the log could not be kept: ${error instanceof Error ? error.message : String(error)}`);
        return null;
      }
    },
  };
  return log;
}
