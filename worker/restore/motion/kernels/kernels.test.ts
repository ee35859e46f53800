import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { kernelBytes, loadMotionKernels } from "./load-kernels.ts";
import { FREE_FROM, type MotionKernels } from "./kernels.ts";
import { plainKernels } from "./plain-kernels.ts";
import { RECORDED } from "./recorded.ts";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

it("has the kernels that were built from the source beside them", () => {
  expect({ source: sha256(readFileSync(new URL("./motion.as.ts", import.meta.url))), wasm: sha256(kernelBytes()) }).toEqual(RECORDED);
});

it("computes in wasm what plain TypeScript does, bit for bit, on noise and extremes", () => {
  const [stride, rows] = [48, 40];
  const plane = stride * rows;
  const size = FREE_FROM + 5 * plane + 64;
  let state = 7;
  const noise = Uint8Array.from({ length: plane }, (_, at) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return at % 7 < 2 ? (state >>> 31) * 255 : state >>> 24;
  });
  const run = ({ bytes, ...kernels }: MotionKernels) => {
    bytes.set(noise, FREE_FROM);
    kernels.halves(FREE_FROM, plane, stride, 2 * stride, plane - 3 * stride);
    const sums: number[] = [];
    for (let at = 5 * stride + 5; at < 20 * stride; at += 53) {
      sums.push(kernels.difference(FREE_FROM + at, FREE_FROM + plane + at, FREE_FROM + 2 * plane + at + stride, stride));
      kernels.blend(FREE_FROM + 3 * plane + at, FREE_FROM + plane + at + 1, FREE_FROM + 4 * plane + at, stride);
    }
    return { sums, planes: sha256(bytes.subarray(FREE_FROM, FREE_FROM + 5 * plane)) };
  };
  expect(run(loadMotionKernels(size))).toEqual(run(plainKernels(size)));
});
