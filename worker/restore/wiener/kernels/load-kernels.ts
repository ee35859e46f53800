import { readFileSync } from "node:fs";

/** Samples of a batch, as in statistics.as.ts. */
export const BATCH = 128;

interface Kernels {
  statistics: {
    memory: WebAssembly.Memory;
    /** Adds all products of pairs of a batch's rows (`size` rows of `BATCH` 16-bit samples) to the lower triangle of `size` x `size` 64-bit floats. */
    accumulate(batch: number, size: number, sums: number): void;
  };
  filter: {
    memory: WebAssembly.Memory;
    /** Filters the blocks of a picture: see filter.as.ts. */
    filterLuma(source: number, before: number, after: number, into: number, stride: number, columns: number, rows: number, chosen: number, turns: number, offsets: number, linear: number, clipped: number, coefficients: number, count: number, shift: number): void;
  };
}

/** First address to use: below it lies nothing but the wasm's own static data. */
export const FREE_FROM = 1024;

const PAGE_BYTES = 65_536;

/** The bytes of a kernel file, for its checksum too. */
export function kernelBytes(name: keyof Kernels): Buffer<ArrayBuffer> {
  return readFileSync(new URL(`./${name}.wasm`, import.meta.url)) as Buffer<ArrayBuffer>;
}

/** An instance of its own whose memory has at least `bytes` bytes. */
export function loadKernel<Name extends keyof Kernels>(name: Name, bytes: number): Kernels[Name] {
  const kernel = new WebAssembly.Instance(new WebAssembly.Module(kernelBytes(name)), {}).exports as unknown as Kernels[Name];
  const missing = bytes - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE_BYTES));
  return kernel;
}
