import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { createMediaPool, type MediaPool, type RunOptions } from "./media-pool.ts";
import { MediaJobError, startMediaProcess } from "./media-process.ts";
import { MediaProcessError } from "./process-error.ts";
import type { JobName } from "./protocol.ts";
import { startChild } from "#worker/services/child.ts";

const ENTRY = fileURLToPath(new URL("./testing/misbehaving-child.ts", import.meta.url));
const PARENT = fileURLToPath(new URL("./testing/leaving-parent.ts", import.meta.url));
const MIB = 1024 * 1024;
let pool: MediaPool;

function open(slots = 1): void {
  pool = createMediaPool(slots, { timeoutMs: 60_000, memoryBytes: 1024 * MIB }, () => startMediaProcess(ENTRY));
}
// The jobs of the misbehaving process are not those of the real one: the names are taken on trust here.
const run = (name: string, input: unknown = null, options?: RunOptions) => pool.run(name as JobName, `job ${name}`, input as never, options) as Promise<unknown>;
const errorOf = (promise: Promise<unknown>) => promise.then(() => { throw new Error("it did not fail"); }, (error: unknown) => error);
/** A process that ended and that nobody has waited for yet is in the table as a zombie (Z): it runs no more. */
const isRunning = async (pid: number): Promise<boolean> => isAlive(pid) && !/^\d+ \(.*\) [ZX]/s.test(await readFile(`/proc/${pid}/stat`, "utf8").catch(() => ""));
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

afterEach(() => pool.close());

describe("the media pool", () => {
  it("reuses a process, also after a job that failed on purpose", async () => {
    open();
    const pid = await run("pid");
    const error = await errorOf(run("reject"));
    expect(error).toBeInstanceOf(MediaJobError);
    expect(error).toMatchObject({ errorName: "TypeError", message: "this file is no video" });
    expect(await run("pid")).toBe(pid);
  });

  it("survives a codec that crashes, and says the signal and what it had said", async () => {
    open();
    const error = await errorOf(run("crash"));
    expect(error).toBeInstanceOf(MediaProcessError);
    expect(error).toMatchObject({ how: "signal", message: "job crash: the media process was ended by SIGSEGV", tail: "codec: assertion failed" });
    expect(await run("fine", "again")).toBe("done again");
  });

  it("says the exit code of a process that left", async () => {
    open();
    expect(await errorOf(run("exit"))).toMatchObject({ how: "exit", message: "job exit: the media process ended with code 7" });
  });

  it("stops a job that hangs, even when it is deaf to SIGTERM", async () => {
    open();
    const pid = (await run("pid")) as number;
    expect(await errorOf(run("hang", null, { limits: { timeoutMs: 300 } }))).toMatchObject({ how: "timeout" });
    expect(isAlive(pid)).toBe(false);
  });

  it("stops a job that devours memory", async () => {
    open();
    expect(await errorOf(run("devour", null, { limits: { memoryBytes: 300 * MIB } }))).toMatchObject({ how: "memory", message: expect.stringContaining("over its limit of 300 MiB") });
  });

  it("stops at once when the signal aborts, with the signal's reason", async () => {
    open();
    const pid = (await run("pid")) as number;
    const cancel = new AbortController();
    const waiting = errorOf(run("wait", null, { signal: cancel.signal }));
    await new Promise((resolve) => setImmediate(resolve)); // The job is with the process now, and no longer in line.
    cancel.abort(new Error("cancelled on request"));
    expect(await waiting).toMatchObject({ message: "cancelled on request" });
    expect(isAlive(pid)).toBe(false);
    expect(await run("fine", "after")).toBe("done after");
  });

  it("leaves no process behind when the worker is killed, not even one whose codec hangs", async () => {
    open();
    const said: string[] = [];
    const parent = startChild({ name: "parent", args: ["--import", "tsx", PARENT, ENTRY], onLine: (line) => said.push(line) });
    await expect.poll(() => said, { timeout: 30_000 }).toEqual([expect.stringMatching(/^\d+$/), "blocked"]);
    const pid = Number(said[0]);
    expect(isAlive(pid)).toBe(true);
    process.kill(parent.pid!, "SIGKILL");
    await parent.exited;
    await expect.poll(() => isRunning(pid), { timeout: 30_000 }).toBe(false);
  });

  it("runs as many jobs at once as it has slots, in processes of their own", async () => {
    open(2);
    const pids = await Promise.all([run("pid"), run("pid")]);
    expect(new Set(pids).size).toBe(2);
  });

  it("leaves no process behind when it is closed", async () => {
    open();
    const pid = (await run("pid")) as number;
    await pool.close();
    expect(isAlive(pid)).toBe(false);
  });
});
