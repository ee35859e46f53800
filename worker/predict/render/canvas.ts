import type { Geometry } from "../program.ts";

/** Fractional bits of the canvas: sums of layers keep 1/256 of a code value. */
export const CANVAS_BITS = 8;

/** One plane that layers draw on, in 1/256 code values. */
export interface CanvasPlane {
  columns: number;
  rows: number;
  /** Luma samples between two samples. */
  step: number;
  /** Luma row of the first sample: chroma sits left, between two rows, as the Y4M header says. */
  offset: number;
  values: Int32Array;
}

export interface Canvas {
  width: number;
  height: number;
  frames: number;
  planes: CanvasPlane[];
}

export function createCanvas({ width, height, frames }: Geometry): Canvas {
  const plane = (step: number, offset: number): CanvasPlane => ({ columns: width / step, rows: height / step, step, offset, values: new Int32Array((width / step) * (height / step)) });
  return { width, height, frames, planes: [plane(1, 0), plane(2, 0.5), plane(2, 0.5)] };
}

/** Rounds the canvas to 8-bit samples of limited range, 16 to 235, as planar I420. */
export function writeCanvas({ planes }: Canvas, into: Uint8Array): void {
  let at = 0;
  for (const { values } of planes) {
    for (let index = 0; index < values.length; index += 1) {
      const value = (values[index]! + 128) >> CANVAS_BITS;
      into[at++] = value < 16 ? 16 : value > 235 ? 235 : value;
    }
  }
}

/** Draws one layer at one frame. */
export type DrawLayer = (canvas: Canvas, frame: number) => void;
