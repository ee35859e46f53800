import { spawn } from "node:child_process";

/** How a program ended and what it said; a spawn failure (missing, not executable) is `startError`. */
export interface ProgramEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  startError: NodeJS.ErrnoException | null;
  stdout: string;
  /** The last part of stderr. */
  stderrTail: string;
}

const MAX_STDOUT = 1 << 20;
const STDERR_TAIL = 4000;

/**
 * Runs a program with an argument array and no shell, and waits until it is gone.
 * An abort or the time limit kills it; the abort's reason is then thrown.
 */
export async function runProgram(program: string, args: readonly string[], options: { cwd?: string; timeoutMs?: number; signal?: AbortSignal | undefined } = {}): Promise<ProgramEnd> {
  options.signal?.throwIfAborted();
  const end = await new Promise<ProgramEnd>((done) => {
    const child = spawn(program, args, { cwd: options.cwd, stdio: ["ignore", "pipe", "pipe"], timeout: options.timeoutMs, killSignal: "SIGKILL" });
    const kill = (): boolean => child.kill("SIGKILL");
    options.signal?.addEventListener("abort", kill, { once: true });
    let stdout = "";
    let stderrTail = "";
    let startError: NodeJS.ErrnoException | null = null;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (stdout.length < MAX_STDOUT) stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderrTail = (stderrTail + text).slice(-STDERR_TAIL);
    });
    child.on("error", (error) => {
      startError = error;
    });
    child.on("close", (code, signal) => {
      options.signal?.removeEventListener("abort", kill);
      done({ code: startError ? null : code, signal, startError, stdout, stderrTail });
    });
  });
  options.signal?.throwIfAborted();
  return end;
}
