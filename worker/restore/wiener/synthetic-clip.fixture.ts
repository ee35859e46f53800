import { i420Bytes } from "#worker/media/y4m.ts";
import type { FrameSource } from "./train.ts";

/** A clip in memory. */
export function clipOf(frames: Uint8Array[], width: number, height: number): FrameSource {
  return {
    header: { width, height, fpsNum: 24, fpsDen: 1 },
    frameCount: frames.length,
    frameBytes: i420Bytes(width, height),
    readFrame: async (index, into = new Uint8Array(i420Bytes(width, height))) => {
      into.set(frames[index] as Uint8Array);
      return into;
    },
  };
}

/** Waves and edges that move, with a little noise from a fixed congruence. */
export function drawSource(width: number, height: number, count: number): Uint8Array[] {
  let state = 99;
  return Array.from({ length: count }, (_, time) => {
    const frame = new Uint8Array(i420Bytes(width, height));
    frame.forEach((_value, at) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      const [x, y] = [at % width, Math.floor(at / width)];
      const edge = (x + 2 * time) % 24 < 12 ? 30 : -30;
      frame[at] = 128 + Math.round(40 * Math.sin((x + time) / 3) * Math.cos(y / 5)) + edge + (state >>> 29);
    });
    return frame;
  });
}

/** What a codec does to pictures, roughly: blur along rows, then coarse levels. */
export function damage(frames: Uint8Array[]): Uint8Array[] {
  return frames.map((frame) => frame.map((value, at) => {
    const blurred = ((frame[at - 1] ?? value) + 2 * value + (frame[at + 1] ?? value)) / 4;
    return Math.min(255, Math.round(blurred / 6) * 6);
  }));
}
