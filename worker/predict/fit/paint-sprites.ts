import { planeShapes, type Picture, type PlaneShape } from "../picture/picture.ts";
import type { Breathe } from "./breathe.ts";
import type { FrameSource } from "./frame-source.ts";
import { insideOf, type ObjectShape, type Pose } from "./track-object.ts";

export interface PaintedObject {
  label: number;
  shape: ObjectShape;
  poses: Pose[];
  picture: Picture;
}

/** Luma samples of a frame for each sample of the paint. */
export const PAINT_ZOOM = 2;
const ROUNDS = 7;
const LARGEST_ERROR = 30;
const TURN = 2 * Math.PI;

/**
 * Paints all objects by back-projection: what the frames have and the paint lacks is handed back to it, in mean over all frames.
 * Samples that show another object do not count.
 */
export async function paintSprites(source: FrameSource, maps: readonly Uint8Array[], objects: { label: number; shape: ObjectShape; poses: Pose[] }[], step: number, breathe: Breathe): Promise<PaintedObject[]> {
  const { width, height } = source.header;
  const canvases = objects.map(({ shape }) => {
    const even = (half: number): number => Math.max(8, 2 * Math.ceil(half / PAINT_ZOOM) + 4);
    const [w, h] = [even(shape.halfWidth), even(shape.halfHeight)];
    const size = (w * h * 3) / 2;
    return { width: w, height: h, shapes: planeShapes(w, h), values: new Float32Array(size), seen: new Float32Array(size), sums: new Float32Array(size), weights: new Float32Array(size) };
  });
  const picture = new Uint8Array((width * height * 3) / 2);
  const planes = planeShapes(width, height);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let frame = 0; frame < source.frameCount; frame += 1) {
      await breathe();
      await source.readFrame(frame, picture);
      objects.forEach(({ label, shape, poses }, index) => project(picture, planes, { width, height, map: maps[frame]!, label, shape, pose: poses[frame]!, first: round === 0 }, canvases[index]!));
    }
    for (const { values, sums, weights, seen } of canvases) {
      for (let at = 0; at < values.length; at += 1) {
        if (weights[at]! > 0.05) {
          values[at]! += sums[at]! / weights[at]!;
          seen[at] = 1;
        }
      }
      sums.fill(0);
      weights.fill(0);
    }
    if (round === 0) for (const { shapes, values, seen } of canvases) for (const shape of shapes) fillHoles(shape, values, seen);
  }
  return objects.map((object, index) => {
    const { width: w, height: h, shapes, values, seen } = canvases[index]!;
    for (const shape of shapes) fillHoles(shape, values, seen);
    return { ...object, picture: { width: w, height: h, step, samples: Uint8Array.from(values, (value) => Math.max(0, Math.min(255, Math.round(value)))), coefficients: null } };
  });
}

interface Canvas {
  width: number;
  height: number;
  shapes: PlaneShape[];
  values: Float32Array;
  sums: Float32Array;
  weights: Float32Array;
}

interface View {
  width: number;
  height: number;
  map: Uint8Array;
  label: number;
  shape: ObjectShape;
  pose: Pose;
  first: boolean;
}

function project(picture: Uint8Array, planes: PlaneShape[], { width, height, map, label, shape, pose, first }: View, canvas: Canvas): void {
  const [cos, sin] = [Math.cos(TURN * pose.angle), Math.sin(TURN * pose.angle)];
  const reach = shape.shape === "disc" ? shape.halfHeight : Math.hypot(shape.halfWidth, shape.halfHeight);
  planes.forEach((plane, index) => {
    const step = index === 0 ? 1 : 2;
    const offset = index === 0 ? 0 : 0.5;
    const paint = canvas.shapes[index]!;
    const [left, right] = [Math.max(0, Math.ceil((pose.x - reach) / step)), Math.min(plane.width - 1, Math.floor((pose.x + reach) / step))];
    const [top, bottom] = [Math.max(0, Math.ceil((pose.y - reach) / step)), Math.min(plane.height - 1, Math.floor((pose.y + reach) / step))];
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) {
        const [x, y] = [column * step, row * step + offset];
        const along = (x - pose.x) * cos + (y - pose.y) * sin;
        const across = (y - pose.y) * cos - (x - pose.x) * sin;
        if (insideOf(shape, along, across) < 0.75 * step) continue;
        const seen = map[Math.min(height / 2 - 1, y >> 1) * (width / 2) + Math.min(width / 2 - 1, x >> 1)]!;
        if (seen !== label && seen !== 0 && seen !== 255) continue;
        const px = (along / PAINT_ZOOM + canvas.width / 2) / step;
        const py = (across / PAINT_ZOOM + canvas.height / 2 - offset) / step;
        const [cellX, cellY] = [Math.min(paint.width - 2, Math.max(0, Math.floor(px))), Math.min(paint.height - 2, Math.max(0, Math.floor(py)))];
        const [u, v] = [px - cellX, py - cellY];
        const error = picture[plane.start + row * plane.width + column]! - readPaint(canvas.values, paint, cellX, cellY, u, v);
        if (!first && Math.abs(error) > LARGEST_ERROR) continue;
        if (first && seen !== label) continue;
        const base = paint.start + cellY * paint.width + cellX;
        give(canvas, base, (1 - u) * (1 - v), error);
        give(canvas, base + 1, u * (1 - v), error);
        give(canvas, base + paint.width, (1 - u) * v, error);
        give(canvas, base + paint.width + 1, u * v, error);
      }
    }
  });
}

function give({ sums, weights }: Canvas, at: number, weight: number, error: number): void {
  sums[at]! += weight * error;
  weights[at]! += weight;
}

/** The renderer's kernel, in floating point; the border goes on outside. */
function readPaint(values: Float32Array, { start, width, height }: PlaneShape, cellX: number, cellY: number, u: number, v: number): number {
  const [x0, x1, x2, x3] = [Math.max(0, cellX - 1), cellX, Math.min(width - 1, cellX + 1), Math.min(width - 1, cellX + 2)];
  const [k0, k1, k2, k3] = [kernel(u, 0), kernel(u, 1), kernel(u, 2), kernel(u, 3)];
  let sum = 0;
  for (let row = 0; row < 4; row += 1) {
    const line = start + Math.min(height - 1, Math.max(0, cellY - 1 + row)) * width;
    sum += kernel(v, row) * (k0 * values[line + x0]! + k1 * values[line + x1]! + k2 * values[line + x2]! + k3 * values[line + x3]!);
  }
  return sum;
}

/** Weight of Catmull-Rom's tap 0 to 3 at a place `t` between the inner two. */
function kernel(t: number, tap: number): number {
  if (tap === 0) return (t * (-1 + t * (2 - t))) / 2;
  if (tap === 1) return 1 + (t * t * (3 * t - 5)) / 2;
  if (tap === 2) return (t * (1 + t * (4 - 3 * t))) / 2;
  return (t * t * (t - 1)) / 2;
}

/** Unseen paint takes its seen neighbours' mean, ring by ring. */
function fillHoles({ start, width, height }: PlaneShape, values: Float32Array, seen: Float32Array): void {
  const known = Uint8Array.from(seen.subarray(start, start + width * height), (value) => (value > 0 ? 1 : 0));
  for (let ring = 0; ring < Math.max(width, height); ring += 1) {
    const filled: number[] = [];
    for (let at = 0; at < known.length; at += 1) {
      if (known[at]) continue;
      const column = at % width;
      const beside = [column > 0 ? at - 1 : -1, column < width - 1 ? at + 1 : -1, at - width, at + width < known.length ? at + width : -1].filter((other) => other >= 0 && known[other]);
      if (beside.length === 0) continue;
      values[start + at] = beside.reduce((sum, other) => sum + values[start + other]!, 0) / beside.length;
      filled.push(at);
    }
    if (filled.length === 0) break;
    for (const at of filled) known[at] = 1;
  }
}
