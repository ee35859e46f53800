import type { FrameSource } from "../load-planes.ts";
import { createRandom } from "../random.ts";

/*
 * A clip for tests, made of integers alone so that it is the same on every machine: slopes with hard edges that move, and a "decoded" version with
 * the errors of a coarse coder: each sample replaced by a mean of its neighbours, plus a little noise.
 */

export interface SyntheticClip {
  source: FrameSource;
  decoded: FrameSource;
}

export function syntheticClip(width: number, height: number, frames: number): SyntheticClip {
  const random = createRandom(11);
  const sources = Array.from({ length: frames }, (_, t) => sourceFrame(width, height, t));
  const decoded = sources.map((frame) => coarse(frame, width, height, () => random.below(5) - 2));
  return { source: sourceOf(sources, width, height), decoded: sourceOf(decoded, width, height) };
}

export function sourceOf(frames: Uint8Array[], width: number, height: number): FrameSource {
  return {
    header: { width, height, fpsNum: 25, fpsDen: 1 },
    frameCount: frames.length,
    readFrame: (index, into) => {
      const frame = frames[index]!;
      into?.set(frame);
      return Promise.resolve(into ?? frame.slice());
    },
  };
}

function planesOf(width: number, height: number): { from: number; wide: number; high: number }[] {
  const luma = width * height;
  return [{ from: 0, wide: width, high: height }, { from: luma, wide: width / 2, high: height / 2 }, { from: luma * 1.25, wide: width / 2, high: height / 2 }];
}

function sourceFrame(width: number, height: number, t: number): Uint8Array {
  const frame = new Uint8Array((width * height * 3) / 2);
  planesOf(width, height).forEach(({ from, wide, high }, plane) => {
    for (let y = 0; y < high; y += 1) {
      for (let x = 0; x < wide; x += 1) {
        const stripe = ((x + 2 * t + (y >> 1)) >> 3) & 1;
        const tile = (Math.imul(((x + t) >> 4) + 31 * (y >> 4) + 7 * plane, 0x9e3779b1) >>> 25) & 63;
        frame[from + y * wide + x] = 60 + tile + 50 * stripe + ((x + y) & 15);
      }
    }
  });
  return frame;
}

function coarse(frame: Uint8Array, width: number, height: number, noise: () => number): Uint8Array {
  const out = frame.slice();
  for (const { from, wide, high } of planesOf(width, height)) {
    for (let y = 0; y < high; y += 1) {
      for (let x = 0; x < wide; x += 1) {
        const at = (dx: number, dy: number): number => frame[from + Math.min(Math.max(y + dy, 0), high - 1) * wide + Math.min(Math.max(x + dx, 0), wide - 1)]!;
        const mean = (4 * at(0, 0) + at(-1, 0) + at(1, 0) + at(0, -1) + at(0, 1) + 4) >> 3;
        out[from + y * wide + x] = Math.min(255, Math.max(0, mean + noise()));
      }
    }
  }
  return out;
}
