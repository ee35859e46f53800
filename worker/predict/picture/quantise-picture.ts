import { blockCount, planeShapes, type Picture } from "./picture.ts";
import { forwardBlock, inverseBlock, ZIGZAG } from "./transform-block.ts";

/** Share of a step that is rounded up: below a half, because a smaller level is cheaper than what it loses (as in HM, 1/3 for intra). */
const ROUNDING = 0.38;
const DC_ROUNDING = 0.5;

/** Quantised coefficients of a picture's samples. */
export function quantisePicture({ width, height, step, samples }: Pick<Picture, "width" | "height" | "step" | "samples">): Int16Array {
  const shapes = planeShapes(width, height);
  const coefficients = new Int16Array(blockCount(shapes) * 64);
  const block = new Float64Array(64);
  const transformed = new Float64Array(64);
  for (const shape of shapes) {
    for (let at = 0; at < shape.columns * shape.rows; at += 1) {
      const [left, top] = [(at % shape.columns) * 8, Math.floor(at / shape.columns) * 8];
      for (let n = 0; n < 64; n += 1) {
        const x = Math.min(shape.width - 1, left + (n & 7));
        const y = Math.min(shape.height - 1, top + (n >> 3));
        block[n] = samples[shape.start + y * shape.width + x]! - 128;
      }
      forwardBlock(block, transformed);
      const first = (shape.firstBlock + at) * 64;
      for (let n = 0; n < 64; n += 1) {
        const value = transformed[ZIGZAG[n]!]!;
        const level = Math.floor(Math.abs(value) / step + (n === 0 ? DC_ROUNDING : ROUNDING));
        coefficients[first + n] = value < 0 ? -level : level;
      }
    }
  }
  return coefficients;
}

/** Samples of quantised coefficients; exact on every machine. */
export function reconstructPicture({ width, height, step }: Pick<Picture, "width" | "height" | "step">, coefficients: Int16Array): Uint8Array {
  const shapes = planeShapes(width, height);
  const samples = new Uint8Array((width * height * 3) / 2);
  const block = new Int32Array(64);
  for (const shape of shapes) {
    for (let at = 0; at < shape.columns * shape.rows; at += 1) {
      const [left, top] = [(at % shape.columns) * 8, Math.floor(at / shape.columns) * 8];
      inverseBlock(coefficients, (shape.firstBlock + at) * 64, step, block);
      for (let y = top; y < Math.min(shape.height, top + 8); y += 1) {
        for (let x = left; x < Math.min(shape.width, left + 8); x += 1) {
          const value = block[(y - top) * 8 + x - left]! + 128;
          samples[shape.start + y * shape.width + x] = value < 0 ? 0 : value > 255 ? 255 : value;
        }
      }
    }
  }
  return samples;
}
