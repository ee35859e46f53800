import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appendLog } from "#lib/data/append-log.ts";
import { readBlob } from "#lib/data/blobs.ts";
import { buildDigest } from "#lib/data/build-digest.ts";
import { cancelExperiment } from "#lib/data/cancel-experiment.ts";
import { getExperiment } from "#lib/data/get-experiment.ts";
import type { Lab } from "#lib/data/lab.ts";
import { readLog } from "#lib/data/read-log.ts";
import type { TestLab } from "#lib/data/testing.ts";
import { StorageUnavailableError } from "#lib/errors.ts";
import type { LogLine } from "#lib/log/schema.ts";
import type { MediaPool } from "#worker/process/media-pool.ts";
import { MediaProcessError } from "#worker/process/process-error.ts";
import { createExperimentLog } from "./experiment-log.ts";
import { cheapPool } from "./testing/cheap-media.ts";
import { createTestLabWithWorker, fastPlan, launch, tinySuite, type TestWorker } from "./testing/test-worker.ts";

/* What a worker says, read as the page reads it. Cheap media cannot be decoded, so that runs with them end in stage baseline. */

let test: TestLab;
let worker: TestWorker;
beforeEach(async () => {
  ({ test, worker } = await createTestLabWithWorker());
});
afterEach(() => worker.close());

const page = (id: string, after?: string) => readLog(test.lab, id, after, () => getExperiment(test.lab, id));

async function wholeLog(id: string): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  let after: string | undefined;
  for (;;) {
    const reply = await page(id, after);
    lines.push(...reply!.lines);
    if (!reply!.more) return lines;
    after = reply!.next!;
  }
}

/** A pool whose job of that name waits at a gate. */
function gated(pool: MediaPool, gate: { name: string; reached: () => void; opened: Promise<void> }): MediaPool {
  const run: MediaPool["run"] = (name, what, input, options) => {
    if (name !== gate.name) return pool.run(name, what, input, options);
    gate.reached();
    return gate.opened.then(() => pool.run(name, what, input, options));
  };
  return { ...pool, run };
}

function gate(name: string) {
  let reached = () => {};
  let open = () => {};
  const isReached = new Promise<void>((resolve) => { reached = resolve; });
  const opened = new Promise<void>((resolve) => { open = resolve; });
  return { name, reached, isReached, open, opened };
}

describe("the log of an experiment", () => {
  it("is read while it is written, only what is new, and stays whole after a failure, with what the tool said", async () => {
    const { id } = await launch(test.lab, tinySuite(), fastPlan());
    const cheap = cheapPool();
    const waiting = gate("encode");
    const failing: MediaPool = {
      ...cheap,
      run: (name, what, input, options) => name === "encode" ? Promise.reject(new MediaProcessError(what, "exit", "the media process ended with code 1", "x265 [error]: no such preset\nauthorization: Bearer abcdefghijklmnop")) : cheap.run(name, what, input, options),
    };
    const running = worker.runNext({ pool: gated(failing, waiting), secrets: ["ultrafast-secret"] });
    await waiting.isReached;
    await expect.poll(async () => (await page(id))!.lines.map(({ text }) => text).join("\n"), { timeout: 30_000 }).toContain("Begins: Looking up the HEVC baseline");
    const before = (await page(id))!;
    expect(before.lines[0]!.text).toMatch(/^Attempt 1 begins after .* in the queue: suite Tiny \(1 clip\)/);
    expect(before.lines.map(({ text }) => text).join("\n")).toMatch(/clip gravel: 128x96, 24 frames, sha256 \w+, made anew/);
    expect((await page(id, before.next!))!.lines).toEqual([]);

    waiting.open();
    const { experiment } = await running;
    expect(experiment).toMatchObject({ status: "failed", failure: { stage: "baseline" } });
    const after = (await page(id, before.next!))!;
    expect(after.lines.length).toBeGreaterThan(2);
    const artifact = experiment.artifacts.find(({ name }) => name === "log.txt")!;
    const file = (await readBlob(test.lab, artifact.key))!;
    expect({ bytes: file.length, sha256: createHash("sha256").update(file).digest("hex") }).toEqual({ bytes: artifact.bytes, sha256: artifact.sha256 });
    const kept = await wholeLog(id);
    expect(kept.map(({ text }) => text)).toEqual([...before.lines, ...after.lines].map(({ text }) => text));
    expect(kept.every((line, index) => index === 0 || line.at >= kept[index - 1]!.at)).toBe(true);
    expect(kept.filter(({ level }) => level === "error").map(({ text }) => text)).toEqual([
      expect.stringMatching(/^failed in stage baseline: encoding gravel at CRF \d+: the media process ended with code 1/), "| x265 [error]: no such preset", "| authorization: Bearer (secret)",
    ]);
    expect(file.toString()).not.toContain("abcdefghijklmnop");
  });

  it("holds both attempts, each under its own number, also when the first one's worker comes back late", async () => {
    const { id } = await launch(test.lab, tinySuite(), fastPlan());
    const waiting = gate("generate");
    const first = worker.runNext({ pool: gated(cheapPool(), waiting) });
    await waiting.isReached;
    worker.shutdown.abort();
    waiting.open();
    expect((await first).outcome).toBe("released");
    await appendLog(test.lab, { id, attempt: 1 }, 99, [{ at: test.lab.now().toISOString(), attempt: 1, level: "warn", stage: "generate", text: "late" }]);

    const cancelled = gate("encode");
    const second = worker.runNext({ pool: gated(cheapPool(), cancelled), shutdown: new AbortController().signal });
    await cancelled.isReached;
    await cancelExperiment(test.lab, id);
    cancelled.open();
    const { outcome, experiment } = await second;
    expect(outcome).toMatch(/cancelled|failed/);
    expect(experiment.artifacts.map(({ name }) => name)).toContain("log.txt");
    const lines = await wholeLog(id);
    expect(lines.map(({ attempt }) => attempt)).toEqual([...lines.map(({ attempt }) => attempt)].sort());
    const textsOf = (attempt: number) => lines.filter((line) => line.attempt === attempt).map(({ text }) => text);
    expect(textsOf(1)).toEqual(expect.arrayContaining([expect.stringMatching(/^Attempt 1 begins/), "The worker shuts down and gives the experiment back to the queue", "late"]));
    expect(textsOf(2)[0]).toMatch(/^Attempt 2 begins, .* after the launch/);
  });

  it("of a completed run says what was cached, what every rung gave and how it ended; nothing of it is in a digest", async () => {
    const { id } = await launch(test.lab, tinySuite(), fastPlan());
    const { experiment } = await worker.runNext();
    expect(experiment.status).toBe("completed");
    const text = (await wholeLog(id)).map((line) => `${line.stage} ${line.text}`).join("\n");
    expect(text).toContain("baseline baseline of gravel: not in the store, to be encoded");
    for (const { crf, sha256, decodedSha256 } of experiment.results!.clips[0]!.points) {
      expect(text).toMatch(new RegExp(`encode gravel at CRF ${crf}: \\d+ bytes, .* encoded anew, sha256 ${sha256.slice(0, 12)}`));
      expect(text).toMatch(new RegExp(`decode gravel at CRF ${crf}: 16 pictures in .*, sha256 ${decodedSha256.slice(0, 12)}`));
    }
    expect(text).toMatch(/analyse analysis, call 1 of the built-in planner: ok/);
    expect(text).toContain(`Ended: ${experiment.verdict!}`);
    await appendLog(test.lab, { id, attempt: 1 }, 500, [{ at: test.lab.now().toISOString(), attempt: 1, level: "info", stage: "validate", text: "zyxheldout" }]);
    const digest = JSON.stringify(await buildDigest(test.lab, { suiteId: "tiny" }));
    expect(digest).toContain(id);
    expect(digest).not.toMatch(/zyxheldout|log\.txt|Begins: /);
  });
});

describe("a log whose store is away", () => {
  it("keeps the lines until it is back, says so once, and throws nothing", async () => {
    const { lab } = test;
    const complaints: string[] = [];
    let away = true;
    const failing: Lab = { ...lab, db: { ...lab.db, write: (...writes) => (away ? Promise.reject(new StorageUnavailableError("dynamodb", "PutItem", new Error("cut"))) : lab.db.write(...writes)) } };
    const log = createExperimentLog(failing, { id: "exp-away", attempt: 1 }, { complain: (message) => void complaints.push(message), everyMs: 1 });
    log.say("info", "plan", "one");
    await log.close();
    log.say("info", "plan", "too late");
    await log.close();
    expect(complaints).toHaveLength(1);
    away = false;
    await log.close();
    expect((await readLog(lab, "exp-away", "live-1-0", () => Promise.resolve(null)))!.lines).toEqual([]);
    expect((await readLog(lab, "exp-away", undefined, () => Promise.resolve({ attempt: 1, artifacts: [] })))!.lines.map(({ text }) => text)).toEqual(["one"]);
    const nowhere: Lab = { ...lab, blobs: { ...lab.blobs, put: () => Promise.reject(new StorageUnavailableError("s3", "PutObject", new Error("cut"))) } };
    expect(await createExperimentLog(nowhere, { id: "exp-away", attempt: 2 }, { complain: (message) => void complaints.push(message) }).keep()).toBeNull();
    expect(complaints.at(-1)).toMatch(/^the log could not be kept: S3 did not answer/);
  });

  it("is read in pages that hold a bounded number of lines, live and kept", async () => {
    const { lab } = test;
    const id = "exp-long";
    const at = lab.now().toISOString();
    for (let chunk = 0; chunk < 45; chunk += 1) {
      await appendLog(lab, { id, attempt: 1 }, chunk, Array.from({ length: 10 }, (_, index) => ({ at, attempt: 1, level: "info" as const, stage: "encode" as const, text: `${chunk * 10 + index} ${"ä".repeat(480)}` })));
    }
    const numbers: number[] = [];
    const log = createExperimentLog(lab, { id, attempt: 1 }, { complain: () => {} });
    const first = (await readLog(lab, id, undefined, () => Promise.resolve({ attempt: 1, artifacts: [] })))!;
    expect(first).toMatchObject({ more: true, next: "live-1-39" });
    expect((await readLog(lab, id, first.next!, () => Promise.reject(new Error("the record is not read again"))))!.lines).toHaveLength(50);
    const artifact = (await log.keep())!;
    let after: string | undefined;
    let pages = 0;
    for (;;) {
      const reply = (await readLog(lab, id, after, () => Promise.resolve({ attempt: 1, artifacts: [artifact] })))!;
      numbers.push(...reply.lines.map(({ text }) => parseInt(text, 10)));
      pages += 1;
      if (!reply.more) break;
      after = reply.next!;
    }
    expect(pages).toBe(Math.ceil(artifact.bytes / (128 * 1024)));
    expect(numbers).toEqual(Array.from({ length: 450 }, (_, index) => index));
  });

  it("is unknown for an unknown experiment", async () => {
    expect(await page("exp-nobody")).toBeNull();
  });
});
