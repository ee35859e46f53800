export type Level = "debug" | "info" | "warn" | "error";
export type Log = (level: Level, message: string) => void;

const ORDER: readonly Level[] = ["debug", "info", "warn", "error"];

/** One line an event, with the time in UTC. Line breaks in a message (LLM prose, tool output) cannot forge lines. */
export function createLog(least: Level, write: (line: string) => void, now: () => Date): Log {
  return (level, message) => {
    if (ORDER.indexOf(level) < ORDER.indexOf(least)) return;
    write(`${now().toISOString()} ${level.padEnd(5)} ${message.replace(/[\r\n]+/g, " ⏎ ")}\n`);
  };
}
