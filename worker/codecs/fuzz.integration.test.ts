import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { y4mBytes } from "../media/y4m.ts";
import { BARE_ENV } from "../process/bare-env.ts";
import { createTail } from "../process/tail.ts";
import { parseBitstream } from "./container.ts";
import { readFixtures, type Fixture } from "./fixtures/read.ts";
import type { Outcome, Ready } from "./fuzz-child.ts";
import { mutate, mutationsOf } from "./fuzz-mutations.ts";
import { scratchFolder } from "./test-clip.ts";

/*
 * Damaged files of every kind go through the decoder, in processes that Node lets write into their own folder only. A case ends
 * with the announced pictures or with a BitstreamError: never in a crash, a hang or another error.
 */

const CASES = 2400;
const SEED = 20261123;
const CHILDREN = 2;
/** Of a case. The slowest takes about a second, on a busy machine. */
const WATCHDOG_MS = 20_000;
const MAX_PEAK_BYTES = 1.5 * 2 ** 30;
const ENTRY = fileURLToPath(new URL("./fuzz-child.ts", import.meta.url));
const PERMISSION = process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let fixtures: Fixture[];
beforeAll(async () => {
  scratch = await scratchFolder();
  fixtures = await readFixtures();
});
afterAll(() => scratch.remove());

interface Decoder {
  /** How a file ended; a sentence when the process died or hung over it. */
  decode(file: Uint8Array): Promise<Outcome | string>;
  ready: Ready;
  child: ChildProcess;
}

async function startDecoder(folder: string): Promise<Decoder> {
  // tsx compiles in a child process, and would keep what it compiled in a folder that is not the decoder's.
  const flags = [PERMISSION, "--allow-fs-read=*", `--allow-fs-write=${folder}/`, "--allow-addons", "--allow-worker", "--allow-child-process", "--no-warnings"];
  const child = spawn(process.execPath, [...flags, "--import", import.meta.resolve("tsx"), ENTRY], { cwd: folder, env: { ...BARE_ENV, TSX_DISABLE_CACHE: "1" }, stdio: ["ignore", "ignore", "pipe", "ipc"], serialization: "advanced" });
  const tail = createTail();
  child.stderr?.setEncoding("utf8").on("data", tail.add);
  const died = once(child, "exit").then(() => `the process ended with ${child.signalCode ?? child.exitCode}: ${tail.text()}`);
  const ready = await Promise.race([once(child, "message"), died]);
  if (typeof ready === "string") throw new Error(ready);
  return {
    child,
    ready: ready[0] as Ready,
    async decode(file) {
      const said = once(child, "message").then(([outcome]) => outcome as Outcome);
      child.send(file);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<string>((resolve) => (timer = setTimeout(() => resolve(`it takes longer than ${WATCHDOG_MS} ms`), WATCHDOG_MS)));
      try {
        return await Promise.race([said, died, late]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** What is wrong with how a case ended; null: nothing. */
function complaintOf(file: Buffer, outcome: Outcome | string): string | null {
  if (typeof outcome === "string") return outcome;
  if (outcome.peakBytes > MAX_PEAK_BYTES) return `the process has used ${Math.round(outcome.peakBytes / 2 ** 20)} MiB`;
  if (outcome.kind === "error") return outcome.name === "BitstreamError" ? null : outcome.stack;
  const { header } = parseBitstream(file);
  const [frames, bytes] = [header.frames, y4mBytes(header, header.frames)];
  return outcome.frames === frames && outcome.bytes === bytes ? null : `${outcome.frames} pictures in ${outcome.bytes} bytes where ${frames} in ${bytes} are announced`;
}

interface Finished {
  complaints: string[];
  pictures: number;
  errors: number;
}

/** Decodes the files of a queue that others take from as well; a process that died or hangs is replaced. */
async function work(folder: string, next: () => { file: Buffer; label: string } | undefined): Promise<Finished> {
  await mkdir(folder);
  const finished: Finished = { complaints: [], pictures: 0, errors: 0 };
  let decoder = await startDecoder(folder);
  try {
    expect(decoder.ready.writesElsewhere).toBe(false);
    for (let job = next(); job && finished.complaints.length < 5; job = next()) {
      const outcome = await decoder.decode(job.file);
      const complaint = complaintOf(job.file, outcome);
      if (complaint) finished.complaints.push(`${job.label}: ${complaint}\n${job.file.toString("base64")}`);
      if (typeof outcome === "string" || outcome.peakBytes > MAX_PEAK_BYTES) {
        decoder.child.kill("SIGKILL");
        decoder = await startDecoder(folder);
      } else finished[outcome.kind === "pictures" ? "pictures" : "errors"] += 1;
    }
    return finished;
  } finally {
    decoder.child.kill("SIGKILL");
  }
}

test("the undamaged files decode in the fuzzed process to what is recorded", async () => {
  const folder = scratch.path("sound");
  await mkdir(folder);
  const decoder = await startDecoder(folder);
  try {
    for (const { name, file, decoded } of fixtures) expect([name, await decoder.decode(file)]).toEqual([name, expect.objectContaining({ kind: "pictures", ...decoded })]);
  } finally {
    decoder.child.kill("SIGKILL");
  }
});

test(`${CASES} damaged files end in pictures or a BitstreamError, in bounded time, memory and space`, async () => {
  const files = fixtures.map(({ file }) => file);
  const cases = fc.sample(mutationsOf(files.length), { seed: SEED, numRuns: CASES });
  const before = await readdir(scratch.path("."));
  let taken = 0;
  const next = () => {
    const mutation = cases[taken];
    taken += 1;
    return mutation && { file: mutate(files, mutation), label: `case ${taken} of seed ${SEED}, ${fixtures[mutation.file]!.name}: ${JSON.stringify(mutation)}` };
  };
  const folders = Array.from({ length: CHILDREN }, (_, index) => `fuzz-${index}`);
  const finished = await Promise.all(folders.map((folder) => work(scratch.path(folder), next)));
  expect(finished.flatMap(({ complaints }) => complaints)).toEqual([]);
  const sum = (key: "pictures" | "errors") => finished.reduce((total, part) => total + part[key], 0);
  expect(sum("pictures") + sum("errors")).toBe(CASES);
  // Much of the damage has to come through to the decoders, and some of it as far as pictures.
  expect(sum("pictures")).toBeGreaterThan(CASES / 20);
  // Node keeps its own writes inside the folders; a codec's would show here.
  expect((await readdir(scratch.path("."))).sort()).toEqual([...before, ...folders].sort());
  for (const folder of folders) expect(await readdir(scratch.path(folder))).toEqual(["in.avcl"]);
}, 240_000);
