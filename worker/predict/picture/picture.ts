/** A painted picture of a program: planar 4:2:0, sides even, and its quantised transform once it was rounded or read. */
export interface Picture {
  width: number;
  height: number;
  /** Quantiser step in code values, 1 to 255, for all coefficients. */
  step: number;
  samples: Uint8Array;
  /** Quantised 8x8 blocks of the three planes, block by block in raster order, coefficients in zigzag order. */
  coefficients: Int16Array | null;
}

/** Size of a plane in samples and in blocks of eight. */
export interface PlaneShape {
  width: number;
  height: number;
  /** First sample in the planar array, first coefficient in the block array. */
  start: number;
  columns: number;
  rows: number;
  firstBlock: number;
}

/** The three planes of a picture of that size. */
export function planeShapes(width: number, height: number): PlaneShape[] {
  let start = 0;
  let firstBlock = 0;
  return [1, 2, 2].map((divisor) => {
    const shape = { width: width / divisor, height: height / divisor, start, columns: Math.ceil(width / divisor / 8), rows: Math.ceil(height / divisor / 8), firstBlock };
    start += shape.width * shape.height;
    firstBlock += shape.columns * shape.rows;
    return shape;
  });
}

export const blockCount = (shapes: PlaneShape[]): number => shapes.reduce((sum, { columns, rows }) => sum + columns * rows, 0);
