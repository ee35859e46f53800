import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, stat, writeFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CodedBaseSchema, type CodedCodec } from "#lib/plan/base-settings.ts";
import type { Transform } from "#lib/plan/schema.ts";
import { openY4m } from "../media/y4m.ts";
import { parseBitstream, writeBitstream, type Bitstream } from "./container.ts";
import { decodeBitstream } from "./decode.ts";
import { encodeClip } from "./encode.ts";
import { BitstreamError } from "./errors.ts";
import { writePreview } from "./preview.ts";
import { psnrOfLuma, scratchFolder, SMALL, writeTestClip } from "./test-clip.ts";

const CODECS: CodedCodec[] = ["x265", "svt-av1", "vp9", "x264"];
const HALF: Transform = { denoise: null, downscale: { factor: "1/2", kernel: "lanczos", upscaler: "spline" } };

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let source: string;
let number = 0;

beforeAll(async () => {
  scratch = await scratchFolder();
  source = await writeTestClip(scratch.path("source.y4m"), { ...SMALL, noise: 2 });
});
afterAll(() => scratch.remove());

async function encode(settings: Record<string, unknown>, options: { sourcePath?: string; transform?: Transform; signal?: AbortSignal } = {}) {
  const outPath = scratch.path(`${(number += 1)}.avcl`);
  const encoded = await encodeClip({ sourcePath: options.sourcePath ?? source, outPath, plan: { base: CodedBaseSchema.parse(settings), transform: options.transform ?? null }, crf: 28, signal: options.signal });
  return { ...encoded, outPath };
}

const decode = async (bitstreamPath: string) => ({ ...(await decodeBitstream({ bitstreamPath, outPath: `${bitstreamPath}.y4m` })), path: `${bitstreamPath}.y4m` });

/** Rewrites a file's parts, with a right checksum. */
async function altered(path: string, change: (bitstream: Bitstream) => Bitstream): Promise<string> {
  const target = scratch.path(`altered-${(number += 1)}.avcl`);
  await writeFile(target, writeBitstream(change(parseBitstream(await readFile(path)))));
  return target;
}

describe.each(CODECS)("%s", (codec) => {
  test("gives every picture back at the right place, size and quality", async () => {
    const encoded = await encode({ codec });
    const decoded = await decode(encoded.outPath);
    expect(decoded).toMatchObject({ frames: 24, width: 160, height: 96 });
    expect(await psnrOfLuma(source, decoded.path)).toBeGreaterThan(30);
    expect(encoded.bytes).toBe((await stat(encoded.outPath)).size);
    expect(Object.values(encoded.parts).reduce((sum, bytes) => sum + bytes)).toBe(encoded.bytes);
    expect(encoded.bitsPerFrame).toHaveLength(24);
    expect(encoded.bitsPerFrame.reduce((sum, bits) => sum + bits)).toBe(8 * (encoded.parts.base ?? 0));
    expect(Math.min(...encoded.bitsPerFrame)).toBeGreaterThan(0);
  });

  test("writes the same bytes and the same pictures every time, also side by side", async () => {
    const runs = await Promise.all([encode({ codec }), encode({ codec }), encode({ codec })]);
    expect(new Set(runs.map(({ sha256 }) => sha256)).size).toBe(1);
    const pictures = await Promise.all(runs.map(({ outPath }) => decode(outPath)));
    expect(new Set(pictures.map(({ sha256 }) => sha256)).size).toBe(1);
  });

  test("codes an odd half of 178x98 at an even size and comes back to 178x98", async () => {
    const sourcePath = await writeTestClip(scratch.path(`odd-${codec}.y4m`), { ...SMALL, width: 178, height: 98, frames: 6, noise: 0 });
    const encoded = await encode({ codec }, { sourcePath, transform: HALF });
    expect(encoded).toMatchObject({ codedWidth: 90, codedHeight: 50 });
    const decoded = await decode(encoded.outPath);
    expect(decoded).toMatchObject({ frames: 6, width: 178, height: 98 });
    expect(await psnrOfLuma(sourcePath, decoded.path)).toBeGreaterThan(20);
  });

  test("codes a clip of one frame, and the smallest one", async () => {
    for (const side of [96, 16]) {
      const sourcePath = await writeTestClip(scratch.path(`one-${codec}-${side}.y4m`), { ...SMALL, width: side, height: side, frames: 1 });
      expect(await decode((await encode({ codec }, { sourcePath })).outPath)).toMatchObject({ frames: 1, width: side, height: side });
    }
  });

  test("holds no text of the encoder", async () => {
    const file = (await readFile((await encode({ codec })).outPath)).toString("latin1");
    expect(file).not.toMatch(/x26[45]|options:|SVT|libvpx/i);
  });

  test("starts a key frame at the planned distance at the latest", async () => {
    const { bitsPerFrame } = await encode({ codec, keyint: 1 });
    const { bitsPerFrame: rare } = await encode({ codec, keyint: 250 });
    expect(bitsPerFrame.reduce((a, b) => a + b)).toBeGreaterThan(1.5 * rare.reduce((a, b) => a + b));
  });

  test("refuses to pass a file whose frame count is not the header's", async () => {
    const { outPath } = await encode({ codec });
    const more = await altered(outPath, ({ header, sections }) => ({ header: { ...header, frames: 25 }, sections }));
    const fewer = await altered(outPath, ({ header, sections }) => ({ header: { ...header, frames: 23 }, sections }));
    await expect(decode(more)).rejects.toThrow(/announces 25 pictures and holds 24/);
    await expect(decode(fewer)).rejects.toThrow(/more than the 23/);
  });

  test("refuses another picture size than the header's, rubbish and an empty stream", async () => {
    const { outPath } = await encode({ codec });
    const changes: ((bitstream: Bitstream) => Bitstream)[] = [
      ({ header, sections }) => ({ header: { ...header, width: 128 }, sections }),
      ({ header }) => ({ header, sections: { base: Buffer.alloc(500, 0x55) } }),
      ({ header }) => ({ header, sections: { base: Buffer.alloc(0) } }),
    ];
    for (const change of changes) await expect(decode(await altered(outPath, change))).rejects.toThrow(BitstreamError);
  });
});

test("film grain is made again by the decoder, as the stream says", async () => {
  const grainy = await writeTestClip(scratch.path("grainy.y4m"), { ...SMALL, noise: 60 });
  const [plain, synthesised] = [await decode((await encode({ codec: "svt-av1" }, { sourcePath: grainy })).outPath), await decode((await encode({ codec: "svt-av1", filmGrain: 30 }, { sourcePath: grainy })).outPath)];
  expect(await psnrOfLuma(grainy, synthesised.path)).toBeLessThan((await psnrOfLuma(grainy, plain.path)) - 0.5);
});

test("an aborted encode stops with the reason and leaves no file", async () => {
  const controller = new AbortController();
  controller.abort(new Error("cancelled by somebody"));
  await expect(encode({ codec: "x265" }, { signal: controller.signal })).rejects.toThrow("cancelled by somebody");
  await expect(stat(scratch.path(`${number}.avcl`))).rejects.toThrow(/ENOENT/);
});

test("a preview is an MP4 with its index in front", async () => {
  await writePreview({ y4mPath: source, outPath: scratch.path("preview.mp4") });
  const file = (await readFile(scratch.path("preview.mp4"))).toString("latin1");
  expect(file.slice(4, 8)).toBe("ftyp");
  expect(file.indexOf("moov")).toBeLessThan(file.indexOf("mdat"));
  expect(file).toContain("vp09");
});

describe("the decode command", () => {
  const command = fileURLToPath(new URL("../commands/decode.ts", import.meta.url));
  async function run(...args: string[]) {
    const child = spawn(process.execPath, ["--import", "tsx", command, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    return { out, err, code: Number(code) };
  }

  test("prints its result as one line", async () => {
    const { outPath, sha256 } = await encode({ codec: "svt-av1" });
    const { out, code } = await run(outPath, `${outPath}.y4m`);
    expect(code).toBe(0);
    expect(out.trim().split("\n")).toHaveLength(1);
    expect(JSON.parse(out)).toMatchObject({ frames: 24, width: 160, height: 96, decoder: expect.stringContaining("libdav1d") });
    expect(sha256).toHaveLength(64);
    const reader = await openY4m(`${outPath}.y4m`);
    expect(reader.frameCount).toBe(24);
    await reader.close();
  });

  test("says in one line what is wrong, ends with 1 and leaves no file", async () => {
    const broken = scratch.path("broken.avcl");
    await writeFile(broken, "something else");
    const { err, code } = await run(broken, scratch.path("broken.y4m"));
    expect(code).toBe(1);
    expect(err).toBe("This is not an AVCL bitstream.\n");
    await expect(stat(scratch.path("broken.y4m"))).rejects.toThrow(/ENOENT/);
  });
});
