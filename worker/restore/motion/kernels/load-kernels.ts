import { readFileSync } from "node:fs";
import type { MotionKernels } from "./kernels.ts";

const PAGE_BYTES = 65_536;

/** The bytes of the kernel file, for its checksum too. */
export function kernelBytes(): Buffer<ArrayBuffer> {
  return readFileSync(new URL("./motion.wasm", import.meta.url)) as Buffer<ArrayBuffer>;
}

/** An instance of its own whose memory has at least `bytes` bytes. */
export function loadMotionKernels(bytes: number): MotionKernels {
  const exports = new WebAssembly.Instance(new WebAssembly.Module(kernelBytes()), {}).exports as unknown as Omit<MotionKernels, "bytes"> & { memory: WebAssembly.Memory };
  const missing = bytes - exports.memory.buffer.byteLength;
  if (missing > 0) exports.memory.grow(Math.ceil(missing / PAGE_BYTES));
  return { ...exports, bytes: new Uint8Array(exports.memory.buffer) };
}
