import type { Plane } from "./plane.ts";

/*
 * Classes of 4x4 blocks from the decoded luma, in the manner of VVC's ALF (ITU-T H.266, 8.8.5.3): Laplacians in four
 * directions over 8x8 samples around the block, every second sample. Integers only.
 */

export const BLOCK = 4;
export const DIRECTIONS = 4;
/** Codes of activity: 8 per octave. The greatest activity, 32 samples x 2 x 510, has code 103. */
export const ACTIVITY_CODES = 128;

export interface BlockMap {
  readonly columns: number;
  readonly rows: number;
  /** Activity's code of each block, 0..127. */
  readonly activity: Uint8Array;
  /** 0 none, 1 weak and 2 strong along an axis, 3 diagonal. */
  readonly direction: Uint8Array;
  /** How a filter's support has to be turned: see `offsetsOf`. */
  readonly turn: Uint8Array;
  /** Scratch: sums of the four Laplacians of each cell between blocks. */
  readonly cells: Int32Array;
}

export function createBlockMap(width: number, height: number): BlockMap {
  const columns = Math.ceil(width / BLOCK);
  const rows = Math.ceil(height / BLOCK);
  const blocks = columns * rows;
  return { columns, rows, activity: new Uint8Array(blocks), direction: new Uint8Array(blocks), turn: new Uint8Array(blocks), cells: new Int32Array(4 * (columns + 1) * (rows + 1)) };
}

/** Logarithmic code: exact up to 7, then 8 steps an octave. */
function codeOf(activity: number): number {
  if (activity < 8) return activity;
  const octave = 31 - Math.clz32(activity);
  return Math.min(ACTIVITY_CODES - 1, (octave - 2) * 8 + ((activity >> (octave - 3)) & 7));
}

export function classifyBlocks(luma: Plane, map: BlockMap): void {
  sumCells(luma, map);
  const { columns, rows, cells, activity, direction, turn } = map;
  const row = 4 * (columns + 1);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      const at = y * row + 4 * x;
      const across = sumOfFour(cells, at, row);
      const down = sumOfFour(cells, at + 1, row);
      const falling = sumOfFour(cells, at + 2, row);
      const rising = sumOfFour(cells, at + 3, row);
      const block = y * columns + x;
      activity[block] = codeOf(across + down);
      const [axisMost, axisLeast] = across > down ? [across, down] : [down, across];
      const [slantMost, slantLeast] = falling > rising ? [falling, rising] : [rising, falling];
      direction[block] = 0;
      turn[block] = 0;
      // Sums are at most 32 x 510: their products are exact.
      if (axisMost * slantLeast > slantMost * axisLeast) {
        if (axisMost > 2 * axisLeast) {
          direction[block] = 2 * axisMost > 9 * axisLeast ? 2 : 1;
          turn[block] = across > down ? 1 : 0;
        }
      } else if (slantMost > 2 * slantLeast) {
        direction[block] = 3;
        turn[block] = falling > rising ? 2 : 0;
      }
    }
  }
}

function sumOfFour(cells: Int32Array, at: number, row: number): number {
  return (cells[at] as number) + (cells[at + 4] as number) + (cells[at + row] as number) + (cells[at + row + 4] as number);
}

/** Cells are 4x4 samples, shifted by 2 against the blocks: four of them are a block's 8x8 window, and each is summed once. */
function sumCells({ samples, stride, origin }: Plane, { columns, rows, cells }: BlockMap): void {
  let cell = 0;
  for (let y = 0; y <= rows; y += 1) {
    for (let x = 0; x <= columns; x += 1) {
      let across = 0;
      let down = 0;
      let falling = 0;
      let rising = 0;
      const start = origin + (y * BLOCK - 2) * stride + x * BLOCK - 2;
      for (let line = 0; line < 4; line += 1) {
        const first = start + line * stride + (line & 1);
        for (let at = first; at < first + 4; at += 2) {
          const centre = 2 * (samples[at] as number);
          across += Math.abs(centre - (samples[at - 1] as number) - (samples[at + 1] as number));
          down += Math.abs(centre - (samples[at - stride] as number) - (samples[at + stride] as number));
          falling += Math.abs(centre - (samples[at - stride - 1] as number) - (samples[at + stride + 1] as number));
          rising += Math.abs(centre - (samples[at - stride + 1] as number) - (samples[at + stride - 1] as number));
        }
      }
      cells[cell] = across;
      cells[cell + 1] = down;
      cells[cell + 2] = falling;
      cells[cell + 3] = rising;
      cell += 4;
    }
  }
}

/** How many levels of activity and directions so many classes have. */
export function classGrid(classes: 1 | 4 | 16 | 64): { levels: number; directions: number } {
  return { 1: { levels: 1, directions: 1 }, 4: { levels: 4, directions: 1 }, 16: { levels: 4, directions: DIRECTIONS }, 64: { levels: 16, directions: DIRECTIONS } }[classes];
}

/** Level of activity by code; thresholds ascend, and level n begins at thresholds[n - 1]. */
export function levelTable(thresholds: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: ACTIVITY_CODES }, (_, code) => thresholds.filter((threshold) => code >= threshold).length);
}
