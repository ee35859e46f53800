import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createY4m, openY4m, Y4mError } from "./y4m.ts";

const header = { width: 8, height: 4, fpsNum: 30000, fpsDen: 1001 };
const frameBytes = 48;
const frameOf = (value: number): Uint8Array => new Uint8Array(frameBytes).map((_, index) => (value * 7 + index) & 255);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "y4m-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, frames: number): Promise<string> {
  const path = join(folder, name);
  const writer = await createY4m(path, header);
  for (let index = 0; index < frames; index += 1) await writer.writeFrame(frameOf(index));
  await writer.close();
  return path;
}

describe("a Y4M file", () => {
  it("gives back the frames that were written, in any order", async () => {
    const reader = await openY4m(await write("round.y4m", 5));
    expect(reader.header).toEqual(header);
    expect(reader.frameCount).toBe(5);
    const into = new Uint8Array(frameBytes);
    expect(await reader.readFrame(3, into)).toBe(into);
    expect(into).toEqual(frameOf(3));
    expect(await reader.readFrame(0)).toEqual(frameOf(0));
    const all: Uint8Array[] = [];
    for await (const frame of reader.frames()) all.push(frame);
    expect(all).toEqual([0, 1, 2, 3, 4].map(frameOf));
    await reader.close();
  });

  it("is hashed and counted while it is written", async () => {
    const path = join(folder, "hash.y4m");
    const writer = await createY4m(path, header);
    await writer.writeFrame(frameOf(1));
    const closed = await writer.close();
    const file = await readFile(path);
    expect(closed).toEqual({ frames: 1, bytes: file.length, sha256: createHash("sha256").update(file).digest("hex") });
  });

  it("may have no frames", async () => {
    const reader = await openY4m(await write("none.y4m", 0));
    expect(reader.frameCount).toBe(0);
    await expect(reader.readFrame(0)).rejects.toThrow("there is no frame 0, the file has 0");
    await reader.close();
  });

  it("is refused when it is truncated", async () => {
    const path = await write("short.y4m", 2);
    await truncate(path, (await readFile(path)).length - 1);
    await expect(openY4m(path)).rejects.toThrow(/truncated, 53 of 54 bytes after frame 1/);
  });

  it("is refused when a frame marker is damaged", async () => {
    const path = await write("marker.y4m", 1);
    const file = await readFile(path);
    file[file.indexOf("FRAME")] = 0x58;
    await writeFile(path, file);
    const reader = await openY4m(path);
    await expect(reader.readFrame(0)).rejects.toBeInstanceOf(Y4mError);
    await reader.close();
  });

  it.each([
    ["YUV4MPEG2 W8 H4 F25:1 Ip A1:1 C420p10\n", "8-bit 4:2:0, not C420p10"],
    ["YUV4MPEG2 W8 H4 F25:1 Ip A1:1 C444\n", "8-bit 4:2:0, not C444"],
    ["YUV4MPEG2 W8 H4 F25:1 It A1:1 C420\n", "progressive"],
    ["YUV4MPEG2 W8 H4 F25:1 Ip A4:3 C420\n", "square"],
    ["YUV4MPEG2 W7 H4 F25:1 Ip A1:1 C420\n", "width must be an even number"],
    ["YUV4MPEG2 W0 H4 F25:1 Ip A1:1 C420\n", "width must be an even number"],
    ["YUV4MPEG2 W8 H4 F0:0 Ip A1:1 C420\n", "frame rate"],
    ["RIFF....\n", "does not begin with YUV4MPEG2"],
    ["", "empty"],
    ["x".repeat(5000), "no Y4M header line"],
  ])("is refused with the reason: %j", async (text, reason) => {
    const path = join(folder, "other.y4m");
    await writeFile(path, text);
    await expect(openY4m(path)).rejects.toThrow(reason);
    await expect(openY4m(path)).rejects.toBeInstanceOf(Y4mError);
  });

  it("takes frames of exactly one size", async () => {
    const writer = await createY4m(join(folder, "size.y4m"), header);
    await expect(writer.writeFrame(new Uint8Array(47))).rejects.toThrow("a frame has 48 bytes, not 47");
    await writer.close();
  });
});
