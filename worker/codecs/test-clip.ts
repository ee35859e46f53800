import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createY4m, openY4m, type Y4mHeader } from "../media/y4m.ts";

/*
 * Clips for the codec tests: a texture that pans, a disc that moves over it and changes the light, and seeded noise. All of
 * it follows from the frame's number.
 */

export interface TestClip extends Y4mHeader {
  frames: number;
  /** Peak of the noise, in code values. */
  noise: number;
}

export const SMALL: TestClip = { width: 160, height: 96, fpsNum: 25, fpsDen: 1, frames: 24, noise: 6 };

/** A number from 0 to 255 that depends on all arguments and on nothing else. */
function hash(x: number, y: number, salt: number): number {
  let value = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b) ^ Math.imul(salt, 0xc2b2ae35);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) & 255;
}

/** One picture as planar I420. */
export function testPicture({ width, height, noise }: TestClip, t: number): Uint8Array {
  const picture = new Uint8Array((width * height * 3) / 2);
  const discX = (width * (0.2 + 0.02 * t)) % width;
  const discY = height * (0.5 + 0.3 * Math.sin(t / 5));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const u = x + 1.7 * t;
      const v = y - 0.6 * t;
      const texture = 40 * Math.sin(u / 9) * Math.cos(v / 7) + 14 * Math.sin((u + 2 * v) / 2.3) + (hash(Math.floor(u / 3), Math.floor(v / 3), 1) - 128) / 6;
      const disc = Math.hypot(x - discX, y - discY) < height / 5 ? 45 : 0;
      picture[y * width + x] = 110 + texture + disc + ((hash(x, y, t + 2) - 128) * noise) / 128;
    }
  }
  const chroma = width * height;
  for (let index = chroma; index < picture.length; index += 1) {
    const at = (index - chroma) % (width / 2);
    picture[index] = 128 + 25 * Math.sin((at + t) / 11) + (hash(index, 0, t) - 128) * (noise / 512);
  }
  return picture;
}

/** Writes a test clip as Y4M. */
export async function writeTestClip(path: string, clip: TestClip): Promise<string> {
  const writer = await createY4m(path, { width: clip.width, height: clip.height, fpsNum: clip.fpsNum, fpsDen: clip.fpsDen });
  for (let t = 0; t < clip.frames; t += 1) await writer.writeFrame(testPicture(clip, t));
  await writer.close();
  return path;
}

/** PSNR of luma over all frames of two Y4M files, dB: 10 log10(255^2 / mean squared error). */
export async function psnrOfLuma(pathA: string, pathB: string): Promise<number> {
  const [a, b] = [await openY4m(pathA), await openY4m(pathB)];
  const samples = a.header.width * a.header.height;
  let sum = 0;
  for (let index = 0; index < a.frameCount; index += 1) {
    const [left, right] = [await a.readFrame(index), await b.readFrame(index)];
    for (let at = 0; at < samples; at += 1) sum += ((left[at] ?? 0) - (right[at] ?? 0)) ** 2;
  }
  await Promise.all([a.close(), b.close()]);
  return 10 * Math.log10((255 * 255) / (sum / (samples * a.frameCount)));
}

/** A folder of its own for one test file, with its removal. */
export async function scratchFolder(): Promise<{ path: (name: string) => string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "codecs-"));
  return { path: (name) => join(folder, name), remove: () => rm(folder, { recursive: true, force: true }) };
}
