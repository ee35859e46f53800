import { readFileSync } from "node:fs";

/** Samples of a batch, as in statistics.as.ts. */
export const BATCH = 128;

export interface StatisticsKernel {
  memory: WebAssembly.Memory;
  /** Adds all products of pairs of a batch's rows (`size` rows of `BATCH` 16-bit samples) to the lower triangle of `size` x `size` 64-bit floats. */
  accumulate(batch: number, size: number, sums: number): void;
}

/** First address to use: below it lies nothing but the wasm's own static data. */
export const FREE_FROM = 1024;

const PAGE_BYTES = 65_536;

/** The bytes of the kernel file, for its checksum too. */
export function kernelBytes(): Buffer<ArrayBuffer> {
  return readFileSync(new URL("./statistics.wasm", import.meta.url)) as Buffer<ArrayBuffer>;
}

/** An instance of its own whose memory has at least `bytes` bytes. */
export function loadStatisticsKernel(bytes: number): StatisticsKernel {
  const kernel = new WebAssembly.Instance(new WebAssembly.Module(kernelBytes()), {}).exports as unknown as StatisticsKernel;
  const missing = bytes - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE_BYTES));
  return kernel;
}
