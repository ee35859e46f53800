import type { MotionKernels } from "./kernels/kernels.ts";
import { BLOCK, COARSE, type Layout } from "./layout.ts";

/** Vectors of the 8x8 blocks in quarter samples, and how much their blocks differ. */
export interface Vectors {
  readonly x: Int16Array;
  readonly y: Int16Array;
  readonly differences: Int32Array;
}

/** Steps of the search on pictures of a quarter of the size, in their samples: 4 are 16 luma samples. */
const COARSE_STEPS = [4, 2, 1];
/** Moves of one search at one step: bounds the time of a block, whatever the pictures are. */
const MOST_MOVES = 8;
/** Difference, in grey levels of the block's sum, that a quarter sample away from the neighbour's vector must earn. */
const CHANGE_PRICE = 2;

/** Which two of the planes (0 whole, 1 half across, 2 half down, 3 both) give the quarter sample (y & 3) * 4 + (x & 3); as in H.264. */
const FIRST = [0, 1, 1, 1, 0, 1, 1, 1, 2, 3, 3, 3, 0, 1, 1, 1];
const SECOND = [0, 0, 1, 0, 2, 2, 3, 2, 2, 2, 3, 2, 2, 2, 3, 2];

/** Address of the first of the two samples whose mean is the sample at `at`, moved by (x, y) quarter samples. */
export function firstOf(layout: Layout, at: number, x: number, y: number): number {
  return at + (FIRST[(y & 3) * 4 + (x & 3)] as number) * layout.plane + ((y >> 2) + ((y & 3) === 3 ? 1 : 0)) * layout.stride + (x >> 2);
}

export function secondOf(layout: Layout, at: number, x: number, y: number): number {
  return at + (SECOND[(y & 3) * 4 + (x & 3)] as number) * layout.plane + (y >> 2) * layout.stride + (x >> 2) + ((x & 3) === 3 ? 1 : 0);
}

/** The search's eight neighbours, as (x, y) pairs. */
const AROUND = [-1, 0, 1, 0, 0, -1, 0, 1, -1, -1, 1, -1, -1, 1, 1, 1];

export function createVectorSearch(layout: Layout, kernels: MotionKernels) {
  const { columns, rows, stride, planeRows, coarseColumns, coarseRows, coarseStride, coarsePlaneRows } = layout;
  const coarseX = new Int16Array(coarseColumns * coarseRows);
  const coarseY = new Int16Array(coarseColumns * coarseRows);
  const vectors: Vectors = { x: new Int16Array(columns * rows), y: new Int16Array(columns * rows), differences: new Int32Array(columns * rows) };
  // State of the search of one block: fields of a closure are faster than objects that are made for each of a hundred thousand trials.
  let [bestX, bestY, bestCost, bestDifference, wantedX, wantedY] = [0, 0, 0, 0, 0, 0];

  function tryCoarse(left: number, top: number, x: number, y: number): boolean {
    if (left + x < 0 || top + y < 0 || left + x > coarseStride - BLOCK || top + y > coarsePlaneRows - BLOCK) return false;
    const from = layout.coarseReference + (top + y) * coarseStride + left + x;
    const cost = kernels.difference(layout.coarseCurrent + top * coarseStride + left, from, from, coarseStride) + 4 * (Math.abs(x - wantedX) + Math.abs(y - wantedY));
    if (cost >= bestCost) return false;
    [bestX, bestY, bestCost] = [x, y, cost];
    return true;
  }

  function tryFine(left: number, top: number, x: number, y: number): boolean {
    const [toX, toY] = [left + (x >> 2), top + (y >> 2)];
    // Four samples of the plane's edge have no half samples.
    if (toX < 4 || toY < 4 || toX > stride - BLOCK - 5 || toY > planeRows - BLOCK - 5) return false;
    const at = layout.reference + top * stride + left;
    const difference = kernels.difference(layout.current + top * stride + left, firstOf(layout, at, x, y), secondOf(layout, at, x, y), stride);
    const cost = difference + CHANGE_PRICE * (Math.abs(x - wantedX) + Math.abs(y - wantedY));
    if (cost >= bestCost) return false;
    [bestX, bestY, bestCost, bestDifference] = [x, y, cost, difference];
    return true;
  }

  function descend(attempt: typeof tryFine, left: number, top: number, step: number): void {
    for (let move = 0; move < MOST_MOVES; move += 1) {
      const [x, y] = [bestX, bestY];
      let moved = false;
      for (let at = 0; at < AROUND.length; at += 2) {
        if (attempt(left, top, x + step * (AROUND[at] as number), y + step * (AROUND[at + 1] as number))) moved = true;
      }
      if (!moved) return;
    }
  }

  function searchCoarse(): void {
    for (let row = 0; row < coarseRows; row += 1) {
      for (let column = 0; column < coarseColumns; column += 1) {
        const at = row * coarseColumns + column;
        const [left, top] = [layout.coarsePad + 4 * column - 2, layout.coarsePad + 4 * row - 2];
        [bestX, bestY, bestCost] = [0, 0, Infinity];
        [wantedX, wantedY] = [0, 0];
        if (column > 0) [wantedX, wantedY] = [coarseX[at - 1] as number, coarseY[at - 1] as number];
        else if (row > 0) [wantedX, wantedY] = [coarseX[at - coarseColumns] as number, coarseY[at - coarseColumns] as number];
        tryCoarse(left, top, 0, 0);
        tryCoarse(left, top, wantedX, wantedY);
        if (row > 0) {
          tryCoarse(left, top, coarseX[at - coarseColumns] as number, coarseY[at - coarseColumns] as number);
          if (column + 1 < coarseColumns) tryCoarse(left, top, coarseX[at - coarseColumns + 1] as number, coarseY[at - coarseColumns + 1] as number);
        }
        for (const step of COARSE_STEPS) descend(tryCoarse, left, top, step);
        coarseX[at] = bestX;
        coarseY[at] = bestY;
      }
    }
  }

  function searchBlock(column: number, row: number): void {
    const at = row * columns + column;
    const [left, top] = [layout.pad + BLOCK * column, layout.pad + BLOCK * row];
    const { x, y } = vectors;
    [bestX, bestY, bestCost, bestDifference] = [0, 0, Infinity, 0];
    const coarse = Math.min(coarseRows - 1, row >> 1) * coarseColumns + Math.min(coarseColumns - 1, column >> 1);
    const [guessX, guessY] = [4 * COARSE * (coarseX[coarse] as number), 4 * COARSE * (coarseY[coarse] as number)];
    [wantedX, wantedY] = [guessX, guessY];
    if (column > 0) [wantedX, wantedY] = [x[at - 1] as number, y[at - 1] as number];
    else if (row > 0) [wantedX, wantedY] = [x[at - columns] as number, y[at - columns] as number];
    tryFine(left, top, 0, 0);
    tryFine(left, top, wantedX, wantedY);
    tryFine(left, top, guessX, guessY);
    if (row > 0) {
      tryFine(left, top, x[at - columns] as number, y[at - columns] as number);
      if (column + 1 < columns) tryFine(left, top, x[at - columns + 1] as number, y[at - columns + 1] as number);
    }
    for (const step of [4, 2, 1]) descend(tryFine, left, top, step);
    x[at] = bestX;
    y[at] = bestY;
    vectors.differences[at] = bestDifference;
  }

  /** Finds the vectors of all blocks; the planes are filled. */
  return (): Vectors => {
    searchCoarse();
    for (let row = 0; row < rows; row += 1) for (let column = 0; column < columns; column += 1) searchBlock(column, row);
    return vectors;
  };
}
