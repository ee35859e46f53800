import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createY4m } from "#worker/media/y4m.ts";
import { measurePair, MeasureError } from "./measure-pair.ts";
import { measureSiTi } from "./measure-si-ti.ts";

const [width, height, frames] = [32, 16, 6];
const bytes = (width * height * 3) / 2;
/** Frames that differ from their neighbours by far more than any test's damage. */
const frameAt = (index: number): Uint8Array => Uint8Array.from({ length: bytes }, (_, at) => 60 + ((at * 31 + index * 57) % 120));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "measure-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, pictures: Uint8Array[], size = { width, height }): Promise<string> {
  const path = join(folder, name);
  const writer = await createY4m(path, { ...size, fpsNum: 25, fpsDen: 1 });
  for (const picture of pictures) await writer.writeFrame(picture);
  await writer.close();
  return path;
}
const source = Array.from({ length: frames }, (_, index) => frameAt(index));

describe("measuring a decoded clip against its source", () => {
  it("finds a clip identical to itself", async () => {
    const path = await write("self.y4m", source);
    const quality = await measurePair({ referencePath: path, distortedPath: path });
    expect(quality).toMatchObject({ frames, psnrY: null, psnrU: null, psnrV: null, psnrYuv: null, ssimY: 1 });
    expect(quality.perFrame.psnrY).toEqual(new Array(frames).fill(null));
  });

  it("gives 20 log10(255 / d) in every plane for a known offset d", async () => {
    const referencePath = await write("source.y4m", source);
    const distortedPath = await write("offset.y4m", source.map((picture) => picture.map((value) => value + 4)));
    const quality = await measurePair({ referencePath, distortedPath });
    const known = 20 * Math.log10(255 / 4);
    for (const value of [quality.psnrY, quality.psnrU, quality.psnrV, quality.psnrYuv, ...quality.perFrame.psnrY]) expect(value).toBeCloseTo(known, 10);
  });

  it("averages the squared error over frames, not the decibels", async () => {
    const referencePath = await write("source.y4m", source);
    // One of six frames is off by 6: MSE 36 / 6 = 6.
    const distortedPath = await write("one.y4m", source.map((picture, index) => (index === 2 ? picture.map((value) => value + 6) : picture)));
    const quality = await measurePair({ referencePath, distortedPath });
    expect(quality.psnrY).toBeCloseTo(10 * Math.log10(65_025 / 6), 10);
    expect(quality.perFrame.psnrY.map((value) => value === null)).toEqual([true, true, false, true, true, true]);
  });

  it("catches a clip that is shifted by one frame", async () => {
    const referencePath = await write("source.y4m", source);
    const distortedPath = await write("shifted.y4m", source.map((_, index) => source[Math.max(0, index - 1)]!));
    const quality = await measurePair({ referencePath, distortedPath });
    expect(quality.psnrY).toBeLessThan(20);
    expect(quality.ssimY).toBeLessThan(0.5);
  });

  it("refuses another number of frames, naming both", async () => {
    const referencePath = await write("source.y4m", source);
    const distortedPath = await write("short.y4m", source.slice(1));
    const measured = measurePair({ referencePath, distortedPath });
    await expect(measured).rejects.toThrow("the decoded clip has 5 frames, the source 6");
    await expect(measured).rejects.toBeInstanceOf(MeasureError);
  });

  it("refuses another size, naming both", async () => {
    const referencePath = await write("source.y4m", source);
    const distortedPath = await write("turned.y4m", source, { width: height, height: width });
    await expect(measurePair({ referencePath, distortedPath })).rejects.toThrow("the decoded clip is 16x32, the source 32x16");
  });

  it("refuses two clips without frames", async () => {
    const path = await write("nothing.y4m", []);
    await expect(measurePair({ referencePath: path, distortedPath: path })).rejects.toThrow("0 frames");
  });

  it("stops when it is aborted", async () => {
    const path = await write("self.y4m", source);
    await expect(measurePair({ referencePath: path, distortedPath: path, signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
  });
});

describe("measuring SI and TI of a clip", () => {
  it("takes the maximum over frames and starts TI at 0", async () => {
    const flat = new Uint8Array(bytes).fill(100);
    const { si, ti, perFrame } = await measureSiTi({ path: await write("siti.y4m", [flat, frameAt(0), frameAt(0)]) });
    expect(perFrame.si[0]).toBe(0);
    expect(perFrame.ti).toEqual([0, ti, 0]);
    expect(si).toBe(Math.max(...perFrame.si));
    expect(si).toBeGreaterThan(0);
  });
});
