import { FREE_FROM } from "./kernels/kernels.ts";

/** Side of a matched block, luma samples. */
export const BLOCK = 8;
/** The coarse search runs on pictures smaller by this. */
export const COARSE = 4;
/** Samples around a picture that repeat its edge: how far blocks may reach out of it, and the filters around them. */
const PAD = 32;

/** Where everything lies in the kernels' memory. */
export interface Layout {
  width: number;
  height: number;
  /** Blocks. */
  columns: number;
  rows: number;
  pad: number;
  stride: number;
  planeRows: number;
  /** Bytes of a plane. */
  plane: number;
  current: number;
  /** The reference's plane, with its half samples across, down and both behind it. */
  reference: number;
  predicted: number;
  coarsePad: number;
  coarseColumns: number;
  coarseRows: number;
  coarseStride: number;
  coarsePlaneRows: number;
  coarseCurrent: number;
  coarseReference: number;
  bytes: number;
}

export function layOut(width: number, height: number): Layout {
  const [columns, rows] = [Math.ceil(width / BLOCK), Math.ceil(height / BLOCK)];
  const stride = (columns * BLOCK + 2 * PAD + 15) & ~15;
  const planeRows = rows * BLOCK + 2 * PAD;
  const plane = stride * planeRows;
  const [coarseStride, coarsePlaneRows] = [stride / COARSE, planeRows / COARSE];
  const current = FREE_FROM;
  const reference = current + plane;
  const predicted = reference + 4 * plane;
  const coarseCurrent = predicted + plane;
  const coarseReference = coarseCurrent + coarseStride * coarsePlaneRows;
  return {
    width, height, columns, rows, pad: PAD, stride, planeRows, plane, current, reference, predicted,
    coarsePad: PAD / COARSE, coarseColumns: Math.ceil(columns / 2), coarseRows: Math.ceil(rows / 2), coarseStride, coarsePlaneRows, coarseCurrent, coarseReference,
    bytes: coarseReference + coarseStride * coarsePlaneRows + 64,
  };
}
