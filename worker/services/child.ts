import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { WriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { environmentWith } from "#lib/env.ts";

export interface ChildOptions {
  /** Used in messages: "app", "worker". */
  name: string;
  /** Arguments of this very Node. */
  args: readonly string[];
  /** Added to the launcher's own environment. */
  env?: Record<string, string>;
  cwd?: string;
  /** Everything that the child says goes there. */
  log?: WriteStream | undefined;
  /** Called for each line. */
  onLine?: (line: string, from: "stdout" | "stderr") => void;
}

export interface Child {
  name: string;
  pid: number | undefined;
  /** Settles when the process has ended: how, in words. */
  exited: Promise<string>;
  running(): boolean;
  /** The last lines that it said. */
  tail(): string;
  /** Asks with SIGTERM, waits, then SIGKILL. Safe to call twice; `graceMs` 0 kills at once. */
  stop(graceMs?: number): Promise<void>;
}

const TAIL_LINES = 30;
/** Preload that ends a Node child, marked by LAB_END_WITH_PARENT, together with its parent. */
export const END_WITH_PARENT = ["--import", new URL("./end-with-parent.mjs", import.meta.url).href] as const;
export const HOLD_PROCESS = fileURLToPath(new URL("./hold-process.mjs", import.meta.url));

/**
 * Starts a Node process in a process group of its own, so that Ctrl-C in the terminal reaches only the launcher, which
 * then stops its children in order. Stdin is a pipe that is never written: its end tells the child that we are gone.
 */
export function startChild({ name, args, env = {}, cwd, log, onLine }: ChildOptions): Child {
  const child = spawn(process.execPath, args, { cwd, env: environmentWith({ ...env, LAB_END_WITH_PARENT: "1" }), stdio: ["pipe", "pipe", "pipe"], detached: true });
  const lines: string[] = [];
  for (const from of ["stdout", "stderr"] as const) {
    createInterface({ input: child[from], crlfDelay: Infinity }).on("line", (line) => {
      lines.push(line);
      if (lines.length > TAIL_LINES) lines.shift();
      log?.write(`${line}\n`);
      onLine?.(line, from);
    });
  }
  // The child may be gone before its stdin is closed by us.
  child.stdin.on("error", () => {});
  let ended = false;
  const exited = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`could not be started: ${error.message}`));
    // "close" comes after the last line was read.
    child.once("close", (code, signal) => resolve(signal === null ? `ended with code ${code}` : `was ended by ${signal}`));
  }).then((how) => {
    ended = true;
    return how;
  });
  return {
    name,
    pid: child.pid,
    exited,
    running: () => !ended,
    tail: () => lines.join("\n"),
    async stop(graceMs = 10_000) {
      if (ended) return;
      if (graceMs <= 0) killGroup(child);
      else child.kill("SIGTERM");
      const waited = new AbortController();
      const late = await Promise.race([exited.then(() => false), sleep(Math.max(graceMs, 1_000), true, { signal: waited.signal }).catch(() => false)]);
      waited.abort();
      if (late && !ended) killGroup(child);
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) await once(child, "exit");
    },
  };
}

/** SIGKILL for the child and what it started: java under its holder, a worker's media processes. */
function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    // No such group: it ended in this moment, or the system has no groups (Windows).
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") child.kill("SIGKILL");
  }
}
