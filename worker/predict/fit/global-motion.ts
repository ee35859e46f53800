import { solveSymmetric } from "./solve.ts";

/** A luma picture in floating point, one level of a pyramid. */
export interface Level {
  width: number;
  height: number;
  values: Float32Array;
}

/**
 * Where a picture lies on another: place = (x, y) + (a, -b; b, a) * place from the middle, in full-size samples from the
 * other's middle. a = zoom cos, b = zoom sin.
 */
export interface Similarity {
  a: number;
  b: number;
  x: number;
  y: number;
}

export const STILL: Similarity = { a: 1, b: 0, x: 0, y: 0 };

/** first, then second: where a place of the first's picture lies after both. */
export function compose(second: Similarity, first: Similarity): Similarity {
  return {
    a: second.a * first.a - second.b * first.b,
    b: second.a * first.b + second.b * first.a,
    x: second.x + second.a * first.x - second.b * first.y,
    y: second.y + second.b * first.x + second.a * first.y,
  };
}

export function invert({ a, b, x, y }: Similarity): Similarity {
  const size = a * a + b * b;
  const [ia, ib] = [a / size, -b / size];
  return { a: ia, b: ib, x: -(ia * x - ib * y), y: -(ib * x + ia * y) };
}

const LEAST_SIDE = 20;

/** Pyramid of the luma plane, each level half the size (2x2 means), the finest first. */
export function pyramidOf(picture: Uint8Array, width: number, height: number): Level[] {
  let level: Level = { width, height, values: Float32Array.from(picture.subarray(0, width * height)) };
  const levels = [level];
  while (Math.min(level.width, level.height) >= 2 * LEAST_SIDE) {
    level = halve(level);
    levels.push(level);
  }
  return levels;
}

export function halve({ width, height, values }: Level): Level {
  const half: Level = { width: width >> 1, height: height >> 1, values: new Float32Array((width >> 1) * (height >> 1)) };
  for (let y = 0; y < half.height; y += 1) {
    for (let x = 0; x < half.width; x += 1) {
      const at = 2 * y * width + 2 * x;
      half.values[y * half.width + x] = (values[at]! + values[at + 1]! + values[at + width]! + values[at + width + 1]!) / 4;
    }
  }
  return half;
}

/** Samples per level that a step of the search looks at. */
const MOST_SAMPLES = 10_000;
/** Differences beyond this many times their median do not count: they belong to things that move on their own. */
const OUTLIER = 4;

/**
 * Aligns `moving` to `fixed`: where each place of `moving` lies on `fixed`. Gauss-Newton on luma from coarse to fine, with
 * outliers left out. `coarsest`: level to begin at, when the start is already good.
 */
export function align(fixed: Level[], moving: Level[], start: Similarity, coarsest = Math.min(fixed.length, moving.length) - 1): Similarity {
  let motion = start;
  for (let level = coarsest; level >= 0; level -= 1) {
    const scale = 2 ** level;
    let local: Similarity = { ...motion, x: motion.x / scale, y: motion.y / scale };
    for (let iteration = 0; iteration < 8; iteration += 1) {
      const step = gaussNewton(fixed[level]!, moving[level]!, local);
      if (!step) break;
      local = { a: local.a + step[0]!, b: local.b + step[1]!, x: local.x + step[2]!, y: local.y + step[3]! };
      const moved = Math.abs(step[2]!) + Math.abs(step[3]!) + (Math.abs(step[0]!) + Math.abs(step[1]!)) * moving[level]!.width * 0.5;
      if (moved < 0.004) break;
    }
    motion = { ...local, x: local.x * scale, y: local.y * scale };
  }
  return motion;
}

function gaussNewton(fixed: Level, moving: Level, { a, b, x, y }: Similarity): Float64Array | null {
  const stride = Math.max(1, Math.round(Math.sqrt((moving.width * moving.height) / MOST_SAMPLES)));
  const [fixedX, fixedY] = [(fixed.width - 1) / 2, (fixed.height - 1) / 2];
  const [movingX, movingY] = [(moving.width - 1) / 2, (moving.height - 1) / 2];
  const errors: number[] = [];
  const rows: number[] = [];
  for (let row = stride >> 1; row < moving.height; row += stride) {
    const v = row - movingY;
    for (let column = stride >> 1; column < moving.width; column += stride) {
      const u = column - movingX;
      const px = fixedX + x + a * u - b * v;
      const py = fixedY + y + b * u + a * v;
      const left = Math.floor(px);
      const top = Math.floor(py);
      if (left < 1 || top < 1 || left >= fixed.width - 2 || top >= fixed.height - 2) continue;
      const [value, gradientX, gradientY] = cubicAt(fixed, left, top, px - left, py - top);
      errors.push(moving.values[row * moving.width + column]! - value);
      rows.push(gradientX * u + gradientY * v, gradientY * u - gradientX * v, gradientX, gradientY);
    }
  }
  if (errors.length < 100) return null;
  const limit = Math.max(2, OUTLIER * median(errors.map(Math.abs)));
  const matrix = new Float64Array(16);
  const right = new Float64Array(4);
  errors.forEach((error, at) => {
    if (Math.abs(error) > limit) return;
    for (let i = 0; i < 4; i += 1) {
      right[i]! += rows[4 * at + i]! * error;
      for (let j = 0; j < 4; j += 1) matrix[4 * i + j]! += rows[4 * at + i]! * rows[4 * at + j]!;
    }
  });
  for (let i = 0; i < 4; i += 1) matrix[5 * i]! = matrix[5 * i]! * (1 + 1e-6) + 1e-6;
  return solveSymmetric(matrix, right);
}

export function median(values: number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1] ?? 0;
}

const TAPS = new Float64Array(4);
const SLOPES = new Float64Array(4);
const TAPS_Y = new Float64Array(4);
const SLOPES_Y = new Float64Array(4);
const RESULT: [number, number, number] = [0, 0, 0];

function catmullRom(t: number, taps: Float64Array, slopes: Float64Array): void {
  taps[0] = (t * (-1 + t * (2 - t))) / 2;
  taps[1] = 1 + (t * t * (3 * t - 5)) / 2;
  taps[2] = (t * (1 + t * (4 - 3 * t))) / 2;
  taps[3] = (t * t * (t - 1)) / 2;
  slopes[0] = (-1 + t * (4 - 3 * t)) / 2;
  slopes[1] = (t * (9 * t - 10)) / 2;
  slopes[2] = (1 + t * (8 - 9 * t)) / 2;
  slopes[3] = (t * (3 * t - 2)) / 2;
}

/** Value and slopes of the Catmull-Rom surface, as the renderer reads the plate. */
export function cubicAt({ width, values }: Level, left: number, top: number, u: number, v: number): [number, number, number] {
  catmullRom(u, TAPS, SLOPES);
  catmullRom(v, TAPS_Y, SLOPES_Y);
  let value = 0;
  let slopeX = 0;
  let slopeY = 0;
  for (let row = 0; row < 4; row += 1) {
    const at = (top - 1 + row) * width + left - 1;
    let line = 0;
    let slope = 0;
    for (let tap = 0; tap < 4; tap += 1) {
      line += TAPS[tap]! * values[at + tap]!;
      slope += SLOPES[tap]! * values[at + tap]!;
    }
    value += TAPS_Y[row]! * line;
    slopeX += TAPS_Y[row]! * slope;
    slopeY += SLOPES_Y[row]! * line;
  }
  RESULT[0] = value;
  RESULT[1] = slopeX;
  RESULT[2] = slopeY;
  return RESULT;
}
