import type { MotionKernels } from "./kernels.ts";

const SIDE = 8;

/** The kernels in plain TypeScript: what motion.wasm must equal, bit for bit. */
export function plainKernels(count: number): MotionKernels {
  const bytes = new Uint8Array(count);
  const sample = (at: number): number => bytes[at] as number;
  const halfAt = (at: number, step: number): number => {
    const sum = sample(at - 2 * step) + sample(at + 3 * step) - 5 * (sample(at - step) + sample(at + 2 * step)) + 20 * (sample(at) + sample(at + step));
    return Math.max(0, Math.min(255, (sum + 16) >> 5));
  };
  const mean = (a: number, b: number): number => (sample(a) + sample(b) + 1) >> 1;
  return {
    bytes,
    halves(src, plane, stride, from, to) {
      for (let at = src + from; at < src + to; at += 1) {
        bytes[at + plane] = halfAt(at, 1);
        bytes[at + 2 * plane] = halfAt(at, stride);
      }
      for (let at = src + from; at < src + to; at += 1) bytes[at + 3 * plane] = halfAt(at + 2 * plane, 1);
    },
    difference(current, a, b, stride) {
      let sum = 0;
      for (let line = 0; line < SIDE * stride; line += stride) {
        for (let at = line; at < line + SIDE; at += 1) sum += Math.abs(sample(current + at) - mean(a + at, b + at));
      }
      return sum;
    },
    blend(a, b, into, stride) {
      for (let line = 0; line < SIDE * stride; line += stride) {
        for (let at = line; at < line + SIDE; at += 1) bytes[into + at] = mean(a + at, b + at);
      }
    },
  };
}
