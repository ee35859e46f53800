import type { MakeKernels, MotionKernels } from "./kernels/kernels.ts";
import { loadMotionKernels } from "./kernels/load-kernels.ts";
import { BLOCK, COARSE, layOut, type Layout } from "./layout.ts";
import { createVectorSearch, firstOf, secondOf } from "./search-vectors.ts";

/** Predicts pictures of one size from each other. Not to be used by two callers at once. */
export interface Motion {
  /**
   * Writes what `reference` says about `current`, both decoded planar I420: each 8x8 block (4x4 of chroma) is the best match in the
   * reference, or the current block itself where nothing matches, so that its difference is zero there. Integers only: the same
   * bytes on every machine, and no state between calls. `into` may be neither of the two.
   */
  compensate(current: Uint8Array, reference: Uint8Array, into: Uint8Array): void;
}

/** Mean difference of a sample, grey levels, above which a block counts as not found. */
const MOST_DIFFERENCE = 12;

/** @param make only tests give another than the wasm. */
export function createMotion(width: number, height: number, make: MakeKernels = loadMotionKernels): Motion {
  const layout = layOut(width, height);
  const kernels = make(layout.bytes);
  const search = createVectorSearch(layout, kernels);
  const { bytes } = kernels;
  const { columns, rows, stride, plane, pad } = layout;
  const lumaSize = width * height;
  const frameBytes = (lumaSize * 3) / 2;

  return {
    compensate(current, reference, into) {
      for (const { length } of [current, reference, into]) if (length !== frameBytes) throw new RangeError(`a ${width}x${height} picture has ${frameBytes} bytes, not ${length}`);
      loadPlane(bytes, layout, current, layout.current);
      loadPlane(bytes, layout, reference, layout.reference);
      shrink(bytes, layout, layout.current, layout.coarseCurrent);
      shrink(bytes, layout, layout.reference, layout.coarseReference);
      // Two rows above and three below are the filter's; the search keeps off the outermost four.
      kernels.halves(layout.reference, plane, stride, 2 * stride, plane - 3 * stride);
      const { x, y, differences } = search();
      into.set(current);
      for (let row = 0; row < rows; row += 1) {
        for (let column = 0; column < columns; column += 1) {
          const block = row * columns + column;
          const at = (pad + row * BLOCK) * stride + pad + column * BLOCK;
          const found = (differences[block] as number) <= MOST_DIFFERENCE * BLOCK * BLOCK;
          const [moveX, moveY] = [x[block] as number, y[block] as number];
          const from = found ? layout.reference + at : layout.current + at;
          kernels.blend(found ? firstOf(layout, from, moveX, moveY) : from, found ? secondOf(layout, from, moveX, moveY) : from, layout.predicted + at, stride);
          if (found) moveChroma(reference, into, width, height, column, row, moveX, moveY);
        }
      }
      for (let row = 0; row < height; row += 1) {
        const from = layout.predicted + (pad + row) * stride + pad;
        into.set(bytes.subarray(from, from + width), row * width);
      }
    },
  };
}

/** Copies a luma plane with its edge repeated. */
function loadPlane(bytes: MotionKernels["bytes"], { width, height, pad, stride, planeRows }: Layout, frame: Uint8Array, into: number): void {
  for (let row = 0; row < planeRows; row += 1) {
    const from = Math.min(height - 1, Math.max(0, row - pad)) * width;
    const to = into + row * stride;
    bytes.set(frame.subarray(from, from + width), to + pad);
    bytes.fill(frame[from] as number, to, to + pad);
    bytes.fill(frame[from + width - 1] as number, to + pad + width, to + stride);
  }
}

/** Means of 4x4 samples. */
function shrink(bytes: MotionKernels["bytes"], { stride, coarseStride, coarsePlaneRows }: Layout, from: number, into: number): void {
  for (let row = 0; row < coarsePlaneRows; row += 1) {
    for (let column = 0; column < coarseStride; column += 1) {
      let sum = 8;
      const start = from + row * COARSE * stride + column * COARSE;
      for (let line = start; line < start + 4 * stride; line += stride) sum += (bytes[line] as number) + (bytes[line + 1] as number) + (bytes[line + 2] as number) + (bytes[line + 3] as number);
      bytes[into + row * coarseStride + column] = sum >> 4;
    }
  }
}

/** The two chroma blocks under a luma block, by bilinear weights of eighths as in H.264 (8.4.2.2.2); edges repeat. */
function moveChroma(reference: Uint8Array, into: Uint8Array, width: number, height: number, column: number, row: number, moveX: number, moveY: number): void {
  const [wide, high] = [width / 2, height / 2];
  const [left, top] = [column * 4, row * 4];
  const [fromX, fromY, partX, partY] = [left + (moveX >> 3), top + (moveY >> 3), moveX & 7, moveY & 7];
  const [a, b, c, d] = [(8 - partX) * (8 - partY), partX * (8 - partY), (8 - partX) * partY, partX * partY];
  const [right, bottom] = [Math.min(wide, left + 4), Math.min(high, top + 4)];
  for (const start of [width * height, width * height + wide * high]) {
    for (let y = top; y < bottom; y += 1) {
      const line = fromY + y - top;
      const above = start + wide * (line < 0 ? 0 : line >= high ? high - 1 : line);
      const below = start + wide * (line + 1 < 0 ? 0 : line + 1 >= high ? high - 1 : line + 1);
      for (let x = left; x < right; x += 1) {
        const place = fromX + x - left;
        const near = place < 0 ? 0 : place >= wide ? wide - 1 : place;
        const far = place + 1 < 0 ? 0 : place + 1 >= wide ? wide - 1 : place + 1;
        into[start + y * wide + x] = (a * (reference[above + near] as number) + b * (reference[above + far] as number) + c * (reference[below + near] as number) + d * (reference[below + far] as number) + 32) >> 6;
      }
    }
  }
}
