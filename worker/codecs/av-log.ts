import { AV_LOG_WARNING, Log } from "../media/av.ts";

/*
 * What FFmpeg's libraries say. Their log is one per process, so its lines are kept in one ring: the tail becomes part of
 * an error, and the lines said while an encoder opens are searched for refused parameters.
 */

const KEPT_LINES = 60;
const lines: { sequence: number; text: string }[] = [];
let sequence = 0;
let installed = false;
const flushes = new Map<string, () => void>();

function install(): void {
  if (installed) return;
  installed = true;
  // Lines that are still on their way when the process ends make node-av abort it (napi_throw during clean-up).
  process.on("beforeExit", onBeforeExit);
  Log.setLevel(AV_LOG_WARNING);
  Log.setCallback((_level, message) => {
    const text = message.trim();
    const flushed = flushes.get(text);
    if (flushed) {
      flushes.delete(text);
      return flushed();
    }
    if (text === "") return;
    sequence += 1;
    lines.push({ sequence, text });
    if (lines.length > KEPT_LINES) lines.shift();
  }, { maxLevel: AV_LOG_WARNING });
}

/**
 * Waits until everything said so far has arrived: lines cross from native threads through a queue, so a marker line sent
 * last arrives last.
 */
function flush(): Promise<void> {
  sequence += 1;
  const marker = `flush ${sequence}`;
  return new Promise((resolve) => {
    // The native queue alone does not keep the process alive; without this a process with nothing else to do ends here.
    const alive = setInterval(() => {}, 1000);
    flushes.set(marker, () => {
      clearInterval(alive);
      resolve();
    });
    Log.log(AV_LOG_WARNING, marker);
  });
}

/** The flush itself makes the event loop turn again, and `beforeExit` come again: once is enough. */
function onBeforeExit(): void {
  process.off("beforeExit", onBeforeExit);
  void flush();
}

let turn: Promise<unknown> = Promise.resolve();

/**
 * Runs `work` alone (one caller at a time in this process) and returns its value with the warnings and errors said meanwhile.
 * A codec that runs on in another call may add lines of its own: look for what is meant, not for silence.
 */
export function collectLog<T>(work: () => Promise<T>): Promise<{ value: T; said: string[] }> {
  install();
  const run = turn.then(async () => {
    await flush();
    const start = sequence;
    const value = await work();
    await flush();
    return { value, said: lines.filter((line) => line.sequence > start).map((line) => line.text) };
  });
  // The next caller waits for this one and does not care how it ended; `run` still rejects to its own caller.
  turn = run.then(() => undefined, () => undefined);
  return run;
}

/** The last lines of the log, for the detail of an error; empty in a process that never collected: FFmpeg then speaks on stderr. */
export async function logTail(count = 12): Promise<string> {
  if (!installed) return "";
  await flush();
  return lines.slice(-count).map((line) => line.text).join("\n");
}
