import { readFileSync } from "node:fs";

/** Exports of train.wasm (train.as.ts); addresses and distances in bytes. */
export interface TrainKernels {
  memory: WebAssembly.Memory;
  convolve4(src: number, ics: number, dst: number, weights: number, biases: number, side: number, row: number, plane: number, mode: number, mask: number, limit: number): void;
  convolve1(src: number, ics: number, dst: number, weights: number, bias: number, side: number, row: number, plane: number): void;
  gradient4(src: number, ics: number, grad: number, into: number, side: number, row: number, plane: number): void;
  gradient1(src: number, ics: number, grad: number, into: number, side: number, row: number, plane: number): void;
  sumPlane(src: number, side: number, row: number): number;
  squaredError(out: number, target: number, grad: number, scale: number, side: number, row: number, x0: number, y0: number, x1: number, y1: number): number;
}

/** Exports of infer.wasm (infer.as.ts); addresses and distances in bytes. */
export interface InferKernels {
  memory: WebAssembly.Memory;
  loadRow(src: number, dst: number, width: number, margin: number): void;
  loadRows(src: number, other: number, another: number, dst: number, pair: number, width: number, margin: number, limit: number): void;
  convolveRow4(above: number, same: number, below: number, pair: number, pairs: number, dst: number, pairOut: number, weights: number, biases: number, first: number, count: number, shift: number): void;
  finishRow(above: number, same: number, below: number, pair: number, pairs: number, weights: number, bias: number, shift: number, picture: number, dst: number, width: number): void;
}

/** What follows the sum in convolve4; the values are those of train.as.ts. */
export const MODES = { linear: 0, relu: 1, masked: 2 } as const;

/** First free byte of an instance's memory: below it lies nothing but the kernels' own (empty) static data. */
export const FREE_FROM = 1024;

const PAGE_BYTES = 65_536;

/** The bytes of a kernel file, for its checksum too. */
export function kernelBytes(name: "train" | "infer"): Buffer<ArrayBuffer> {
  return readFileSync(new URL(`./${name}.wasm`, import.meta.url)) as Buffer<ArrayBuffer>;
}

/** An instance of its own whose memory has at least `bytes` bytes. */
export function loadTrainKernels(bytes: number): TrainKernels {
  return instantiate("train", bytes) as TrainKernels;
}

/** An instance of its own whose memory has at least `bytes` bytes. */
export function loadInferKernels(bytes: number): InferKernels {
  return instantiate("infer", bytes) as InferKernels;
}

function instantiate(name: "train" | "infer", bytes: number): unknown {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(kernelBytes(name)), {});
  const memory = exports.memory as WebAssembly.Memory;
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
  return exports;
}
