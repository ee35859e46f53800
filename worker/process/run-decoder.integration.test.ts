import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseBitstream, writeBitstream, type Bitstream } from "../codecs/container.ts";
import { readFixtures, type Fixture } from "../codecs/fixtures/read.ts";
import { MediaProcessError } from "./process-error.ts";
import { roomFor, runDecoder } from "./run-decoder.ts";

/* What the decode stage runs: the decode command in a process and a folder of its own, on files that mean no good. */

const LIMITS = { timeoutMs: 120_000, memoryBytes: 1.5 * 2 ** 30 };
let folder: string;
let fixtures: Map<string, Fixture>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "run-decoder-"));
  fixtures = new Map((await readFixtures()).map((fixture) => [fixture.name, fixture]));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const outPath = () => join(folder, "out.y4m");
const fileOf = (name: string): Buffer => fixtures.get(name)!.file;

async function decode(file: Uint8Array, { maxBytes = 64 * 2 ** 30, limits = LIMITS } = {}) {
  const bitstreamPath = join(folder, "given.avcl");
  await writeFile(bitstreamPath, file);
  return runDecoder({ bitstreamPath, outPath: outPath(), scratchDir: join(folder, "scratch"), what: "decoding a test", maxBytes, limits });
}

/** What decoding a changed file ends with; nothing may be left behind. */
async function errorOf(name: string, change: (bitstream: Bitstream) => Bitstream, options?: Parameters<typeof decode>[1]): Promise<MediaProcessError> {
  await rm(outPath(), { force: true });
  const error = await decode(writeBitstream(change(parseBitstream(fileOf(name)))), options).then(() => null, (thrown: unknown) => thrown);
  await expect(access(outPath())).rejects.toThrow(/ENOENT/);
  expect(await readdir(join(folder, "scratch"))).toEqual([]);
  expect(error).toBeInstanceOf(MediaProcessError);
  return error as MediaProcessError;
}

const withHeader = (header: Partial<Bitstream["header"]>) => (bitstream: Bitstream): Bitstream => ({ ...bitstream, header: { ...bitstream.header, ...header } });

describe("room for the pictures", () => {
  test("as much as the clip takes is enough for its bitstream", async () => {
    const { header } = parseBitstream(fileOf("x265"));
    const { sha256, bytes } = await decode(fileOf("x265"), { maxBytes: roomFor(header) });
    expect({ sha256, bytes }).toMatchObject({ sha256: fixtures.get("x265")!.decoded.sha256, bytes: (await readFile(outPath())).length });
  });

  test("one picture more than that is refused, with both numbers", async () => {
    const { header } = parseBitstream(fileOf("x265"));
    const room = roomFor(header);
    const { message, how } = await errorOf("x265", withHeader({ frames: header.frames + 1 }), { maxBytes: room });
    expect(how).toBe("exit");
    expect(message).toMatch(new RegExp(String.raw`announces 11 pictures of 96x64, \d+ bytes; ${room} bytes may be written`));
  });

  test("three kilobytes that announce a terabyte are refused before anything is written, whatever limit there is", async () => {
    const { message } = await errorOf("program", withHeader({ width: 3840, height: 2160, frames: 100_000 }));
    expect(message).toMatch(/announces 100000 pictures of 3840x2160, 1244160600\d+ bytes; 68719476736 bytes may be written/);
  });
});

test.each([["lots"], ["0"], ["-1"], ["1.5"]])("the decode command takes no limit of %s bytes", async (limit) => {
  const command = fileURLToPath(new URL("../commands/decode.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), command, "in.avcl", "out.y4m", `--max-bytes=${limit}`], { stdio: ["ignore", "ignore", "pipe"] });
  const [said] = await Promise.all([text(child.stderr), once(child, "close")]);
  expect([child.exitCode, said]).toEqual([1, `--max-bytes is a whole number of bytes, not ${limit}. Usage: decode.ts FILE.avcl OUT.y4m [--max-bytes N]\n`]);
});

describe("a header that lies", () => {
  test("about the size of the coded pictures is found out at the first of them", async () => {
    expect((await errorOf("svt-av1-cnn", withHeader({ width: 3840, height: 2160 }))).message).toMatch(/Picture 0 is 96x64; the header says 3840x2160/);
  });

  test("about the number of pictures is found out when the stream ends", async () => {
    expect((await errorOf("vp9", withHeader({ frames: 100_000 }))).message).toMatch(/announces 100000 pictures and holds 10/);
  });
});

test("a decoder that works for too long is stopped", async () => {
  // Hours of rendering: every layer there is, on a thousand large pictures.
  const { how, message } = await errorOf("program", withHeader({ width: 3840, height: 2160, frames: 1000 }), { limits: { ...LIMITS, timeoutMs: 4000 } });
  expect(how).toBe("timeout");
  expect(message).toMatch(/took longer than 4 s/);
});

test("a decoder that takes more memory than it may is stopped", async () => {
  const { how } = await errorOf("program", withHeader({ width: 1920, height: 1080, frames: 1000 }), { limits: { ...LIMITS, memoryBytes: 16 * 2 ** 20 } });
  expect(how).toBe("memory");
});
