import { BATCH, FREE_FROM, loadKernel } from "./kernels/load-kernels.ts";
import type { Equations } from "./least-squares.ts";

/** Sums the normal equations of the classes of one plane: samples are put by in batches, which the kernel sums. */
export interface Collector {
  /** Row i, column n of a class's batch is batches[base + i * BATCH + n]; the features' rows, then the target's. Whole numbers within 2047. */
  readonly batches: Int16Array;
  /** Where to put the next sample of a class. */
  next(group: number): number;
  /** The equations of each class; both triangles. Nothing may be added afterwards. */
  finish(): Equations[];
}

export function createCollector(groups: number, features: number): Collector {
  const size = features + 1;
  const [batchBytes, sumsBytes] = [size * BATCH * 2, size * size * 8];
  const sumsFrom = FREE_FROM + groups * batchBytes;
  const kernel = loadKernel("statistics", sumsFrom + groups * sumsBytes);
  const batches = new Int16Array(kernel.memory.buffer);
  const counts = new Int32Array(groups);
  const flush = (group: number): void => kernel.accumulate(FREE_FROM + group * batchBytes, size, sumsFrom + group * sumsBytes);

  return {
    batches,
    next(group) {
      let count = counts[group] as number;
      if (count === BATCH) {
        flush(group);
        count = 0;
      }
      counts[group] = count + 1;
      return (FREE_FROM + group * batchBytes) / 2 + count;
    },
    finish: () => Array.from({ length: groups }, (_, group) => {
      for (let row = 0; row < size; row += 1) batches.fill(0, (FREE_FROM + group * batchBytes) / 2 + row * BATCH + (counts[group] as number), (FREE_FROM + group * batchBytes) / 2 + (row + 1) * BATCH);
      flush(group);
      const sums = new Float64Array(kernel.memory.buffer, sumsFrom + group * sumsBytes, size * size);
      const sumOf = (one: number, other: number): number => sums[Math.max(one, other) * size + Math.min(one, other)] as number;
      return {
        a: Float64Array.from({ length: features * features }, (_, at) => sumOf(Math.floor(at / features), at % features)),
        b: Float64Array.from({ length: features }, (_, at) => sumOf(features, at)),
      };
    }),
  };
}
