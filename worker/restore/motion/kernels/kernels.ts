/**
 * What block matching does most, on planes in one memory; addresses and distances in bytes. Made by `loadMotionKernels` (wasm) and
 * `plainKernels` (TypeScript, the reference): both give the same bytes.
 */
export interface MotionKernels {
  bytes: Uint8Array;
  /** Half samples across, down and both of bytes `from` to `to` (multiples of 16) of a plane; their planes follow it, `plane` bytes apart. */
  halves(src: number, plane: number, stride: number, from: number, to: number): void;
  /** Sum of absolute differences of 8x8 samples to the rounded mean of two others, which may be the same. */
  difference(current: number, a: number, b: number, stride: number): number;
  /** Writes 8x8 rounded means. */
  blend(a: number, b: number, into: number, stride: number): void;
}

/** First address to use: below it lies nothing but the wasm's own static data. */
export const FREE_FROM = 1024;

export type MakeKernels = (bytes: number) => MotionKernels;
