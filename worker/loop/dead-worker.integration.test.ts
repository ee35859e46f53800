import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { claimNextExperiment } from "#lib/data/claim-next-experiment.ts";
import { getExperiment } from "#lib/data/get-experiment.ts";
import { createTestLab, type TestLab } from "#lib/data/testing.ts";
import { startChild, type Child } from "#worker/services/child.ts";
import { fastPlan, launch, sceneClip, tinySuite } from "./testing/test-worker.ts";

/* Real worker processes, ended in the ways in which processes end. */

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SLOW = { timeout: 50_000, interval: 100 };
const run = promisify(execFile);

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface Machine {
  test: TestLab;
  workRoot: string;
  startWorker(): Child;
}

async function createMachine(): Promise<Machine> {
  const test = await createTestLab();
  const dataDir = await mkdtemp(join(tmpdir(), "lab-dead-worker-"));
  cleanups.push(() => rm(dataDir, { recursive: true, force: true }));
  const env = { ...test.variables, LAB_LEASE_SECONDS: "2", LAB_DATA_DIR: dataDir, LAB_ENCODE_SLOTS: "2" };
  return {
    test,
    workRoot: join(dataDir, "work"),
    startWorker() {
      const child = startChild({ name: "worker", args: ["--import", "tsx", "worker/commands/worker.ts"], cwd: ROOT, env });
      cleanups.push(() => child.stop(0));
      return child;
    },
  };
}

/** Enough to be met in the middle, and little enough to be done again. */
const suite = (id: string) => tinySuite([sceneClip({ width: 320, height: 180, frames: 48 })], id);

async function processesUnder({ pid }: Child): Promise<{ pid: number; command: string }[]> {
  const listed = await run("ps", ["-o", "pid=,args=", "--ppid", String(pid)]).catch(() => ({ stdout: "" }));
  return listed.stdout.split("\n").flatMap((line) => {
    const match = /^\s*(\d+)\s+(.*(?:media-child|decode)\.ts.*)$/.exec(line);
    return match ? [{ pid: Number(match[1]), command: match[2]! }] : [];
  });
}

/** A process that ended and that nobody has waited for yet is in the table as a zombie (Z): it runs no more. */
async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  return stat !== null && !/^\d+ \(.*\) [ZX]/s.test(stat);
}

const foldersOf = (machine: Machine): Promise<string[]> => readdir(machine.workRoot).catch(() => []);

/** Waits until a worker is in the middle of the attempt, with media processes at work. */
async function untilEncoding(machine: Machine, worker: Child, id: string, attempt: number): Promise<{ pid: number; command: string }[]> {
  await expect.poll(async () => (await foldersOf(machine)).includes(`${worker.pid}-${id}-${attempt}`), SLOW).toBe(true);
  await expect.poll(async () => (await getExperiment(machine.test.lab, id))?.stage, SLOW).toMatch(/baseline|encode|decode|measure/);
  await expect.poll(async () => (await processesUnder(worker)).length, SLOW).toBeGreaterThan(1);
  return processesUnder(worker);
}

async function kill(worker: Child): Promise<void> {
  process.kill(worker.pid!, "SIGKILL");
  expect(await worker.exited).toBe("was ended by SIGKILL");
}

describe("a worker that is killed in the middle of an encode", () => {
  it("takes its media processes with it; the next worker cleans up after it and completes the experiment", async () => {
    const machine = await createMachine();
    const { id } = await launch(machine.test.lab, suite("tiny-killed"), fastPlan());
    const first = machine.startWorker();
    const media = await untilEncoding(machine, first, id, 1);
    await kill(first);
    await expect.poll(async () => (await Promise.all(media.map(({ pid }) => isRunning(pid)))).some(Boolean), SLOW).toBe(false);
    expect(await foldersOf(machine)).toEqual([`${first.pid}-${id}-1`]);
    expect(await getExperiment(machine.test.lab, id)).toMatchObject({ status: "running", attempt: 1 });

    machine.startWorker();
    await expect.poll(async () => (await foldersOf(machine)).includes(`${first.pid}-${id}-1`), SLOW).toBe(false);
    await expect.poll(async () => (await getExperiment(machine.test.lab, id))?.status, SLOW).toBe("completed");
    expect(await getExperiment(machine.test.lab, id)).toMatchObject({ attempt: 2, failure: null });
    await expect.poll(() => foldersOf(machine)).toEqual([]);
  }, 120_000);

  it("three times in a row: the experiment fails, and the reason names the attempts", async () => {
    const machine = await createMachine();
    const { lab } = machine.test;
    const { id } = await launch(lab, suite("tiny-thrice"), fastPlan());
    for (const attempt of [1, 2, 3]) {
      const worker = machine.startWorker();
      await expect.poll(async () => (await getExperiment(lab, id))?.attempt, SLOW).toBe(attempt);
      await kill(worker);
    }
    await expect.poll(async () => [await claimNextExperiment(lab, { owner: "w-4", leaseSeconds: 2 }), (await getExperiment(lab, id))?.status], SLOW).toEqual([null, "failed"]);
    const reason = expect.stringMatching(/^All 3 attempts ended without a result: each time the worker died or lost its lease/);
    expect(await getExperiment(lab, id)).toMatchObject({ status: "failed", attempt: 3, failure: { reason }, verdict: "failed", verdictReason: reason });
  }, 120_000);
});

describe("a worker that is asked to end in the middle of an encode", () => {
  it("gives its experiment back, leaves nothing running or lying about, and exits with code 0", async () => {
    const machine = await createMachine();
    const { id } = await launch(machine.test.lab, suite("tiny-asked"), fastPlan());
    const worker = machine.startWorker();
    const media = await untilEncoding(machine, worker, id, 1);
    process.kill(worker.pid!, "SIGTERM");
    expect(await worker.exited).toBe("ended with code 0");
    expect(await getExperiment(machine.test.lab, id)).toMatchObject({ status: "queued", owner: null, leaseExpiresAt: null, attempt: 1 });
    expect((await Promise.all(media.map(({ pid }) => isRunning(pid)))).some(Boolean)).toBe(false);
    expect(await foldersOf(machine)).toEqual([]);
  }, 120_000);
});
