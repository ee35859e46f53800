import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BARE_ENV } from "../process/bare-env.ts";
import { roomFor, runDecoder } from "../process/run-decoder.ts";
import { openRestorers } from "../restore/open-restorer.ts";
import { parseBitstream } from "./container.ts";
import { decodeBitstream } from "./decode.ts";
import { readFixtures, type Fixture } from "./fixtures/read.ts";
import { openDecoder } from "./open-decoder.ts";
import { scratchFolder } from "./test-clip.ts";

/*
 * One file, one sequence of pictures: in every run, process, number of threads, and as recorded when the file was made, on
 * whatever machine that was. What each part of the decoder promises is in README.md.
 */

const fixtures = await readFixtures();
const COMMAND = fileURLToPath(new URL("../commands/decode.ts", import.meta.url));
const LIMITS = { timeoutMs: 120_000, memoryBytes: 2 ** 31 };

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder();
});
afterAll(() => scratch.remove());

const named = (name: string): Fixture => fixtures.find((fixture) => fixture.name === name)!;
let runs = 0;
const fresh = (): string => scratch.path(`${(runs += 1)}.y4m`);

test("the files hold every part that a bitstream can have", () => {
  const headers = fixtures.map(({ file }) => parseBitstream(file));
  expect(new Set(headers.map(({ header }) => header.codec))).toEqual(new Set(["none", "x265", "svt-av1", "vp9", "x264"]));
  expect(new Set(headers.flatMap(({ sections }) => Object.keys(sections)))).toEqual(new Set(["base", "program", "shots", "restore"]));
  const restorations = headers.flatMap(({ header, sections: { restore } }) => (restore ? [`${restore[0]}, ${openRestorers(restore, header).map(({ neighbours }) => neighbours).join(" and ")} neighbours`] : []));
  expect(new Set(restorations)).toEqual(new Set(["1, 0 neighbours", "1, 1 neighbours", "2, 0 neighbours", "2, 1 neighbours", "3, 1 and 1 neighbours"]));
});

test.each(fixtures)("$name decodes twice in this process to what is recorded", async ({ path, decoded }) => {
  for (let run = 0; run < 2; run += 1) expect(await decodeBitstream({ bitstreamPath: path, outPath: fresh() })).toMatchObject(decoded);
});

/** One for each part. */
const PARTS = ["x265", "svt-av1", "vp9", "x264", "grain", "svt-av1-wiener", "x265-cnn", "svt-av1-both", "program", "program-residual", "shots", "scaled", "everything"];
test.each(PARTS)("%s decodes to the same in two decoder processes at once", async (name) => {
  const { path, file, decoded } = named(name);
  const decode = () => runDecoder({ bitstreamPath: path, outPath: fresh(), scratchDir: scratch.path("scratch"), what: `decoding ${name}`, maxBytes: roomFor(parseBitstream(file).header), limits: LIMITS });
  const [first, second] = await Promise.all([decode(), decode()]);
  expect([first.sha256, second.sha256]).toEqual([decoded.sha256, decoded.sha256]);
});

describe.each(["grain", "vp9-wiener", "everything"])("%s decodes to the same", (name) => {
  const { path, decoded } = named(name);
  async function sha256With(flags: string[], env: Record<string, string>): Promise<unknown> {
    const child = spawn(process.execPath, [...flags, "--import", import.meta.resolve("tsx"), COMMAND, path, fresh()], { env: { ...BARE_ENV, ...env }, stdio: ["ignore", "pipe", "inherit"] });
    const [said] = await Promise.all([text(child.stdout), once(child, "close")]);
    return (JSON.parse(said) as { sha256: unknown }).sha256;
  }

  test("with one thread and with many in Node's pool", async () => {
    expect(await Promise.all([sha256With([], { UV_THREADPOOL_SIZE: "1" }), sha256With([], { UV_THREADPOOL_SIZE: "16" })])).toEqual([decoded.sha256, decoded.sha256]);
  });

  test("without the compilers that would optimise its arithmetic", async () => {
    expect(await sha256With(["--no-opt", "--no-wasm-tier-up"], {})).toBe(decoded.sha256);
  });
});

describe.each(["x265", "svt-av1", "vp9", "x264", "grain"])("the base of %s", (name) => {
  const { header, sections } = parseBitstream(named(name).file);
  async function hashOf(threads: number): Promise<string> {
    if (header.codec === "none") throw new Error(`${name} has no base codec.`);
    const decoder = await openDecoder(header.codec, header, threads);
    const hash = createHash("sha256");
    try {
      for await (const picture of decoder.pictures(sections.base!)) {
        hash.update(picture.toBuffer());
        picture.free();
      }
    } finally {
      decoder.close();
    }
    return hash.digest("hex");
  }

  test("decodes to the same on one, two and five threads", async () => {
    const one = await hashOf(1);
    expect([await hashOf(2), await hashOf(5)]).toEqual([one, one]);
  });
});
