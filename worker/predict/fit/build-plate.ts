import type { Breathe } from "./breathe.ts";
import { planeShapes, type PlaneShape } from "../picture/picture.ts";
import type { FrameSource } from "./frame-source.ts";
import type { Similarity } from "./global-motion.ts";

/** The plate while it is made: planes in floating point, and how much each sample was seen. */
export interface Plate {
  width: number;
  height: number;
  shapes: PlaneShape[];
  values: Float32Array;
  seen: Float32Array;
}

export interface PlateRequest {
  source: FrameSource;
  frames: readonly number[];
  /** Where each of the frames lies on the plate; its middle from the plate's top left, in luma samples. */
  cameras: readonly Similarity[];
  width: number;
  height: number;
  /** Samples that are not background, by frame (index in `frames`), or nothing. */
  masks?: readonly Uint8Array[] | undefined;
  /** Rounds of back-projection. */
  rounds: number;
  breathe: Breathe;
}

/** Frames whose samples the median looks at, and bytes that they may take: a plate of 3840x2160 pictures has room for five. */
const MEDIAN_FRAMES = 15;
const MEDIAN_BYTES = 320_000_000;
/** Code values around the median that still count into the mean: it averages noise, and leaves out what passes by. */
const TRIM = 10;
/** Larger errors are things in front, not detail that the plate lacks. */
const LARGEST_ERROR = 28;

/**
 * Paints the background plate: the trimmed mean around the temporal median of all frames that saw a place, then rounds of
 * back-projection (Irani and Peleg 1991), which give it the detail that makes the renderer's pictures equal the frames.
 */
export async function buildPlate(request: PlateRequest): Promise<Plate> {
  const plate = emptyPlate(request.width, request.height);
  await paintMedian(request, plate);
  for (let round = 0; round < request.rounds; round += 1) await projectBack(request, plate);
  fillUnseen(plate);
  return plate;
}

function emptyPlate(width: number, height: number): Plate {
  const size = (width * height * 3) / 2;
  return { width, height, shapes: planeShapes(width, height), values: new Float32Array(size), seen: new Float32Array(size) };
}

/** Rows of a plane per block of work, so that the samples of all frames for them fit into a few megabytes. */
async function paintMedian({ source, frames, cameras, masks, breathe }: PlateRequest, plate: Plate): Promise<void> {
  const count = Math.min(MEDIAN_FRAMES, frames.length, Math.max(3, Math.floor(MEDIAN_BYTES / plate.values.length)));
  const chosen = Array.from({ length: count }, (_, index) => (count === 1 ? 0 : Math.round((index * (frames.length - 1)) / (count - 1))));
  const stack = new Uint8Array(plate.values.length * count);
  const { width, height } = source.header;
  const shapes = planeShapes(width, height);
  const picture = new Uint8Array((width * height * 3) / 2);
  for (const [layer, index] of chosen.entries()) {
    await breathe();
    await source.readFrame(frames[index]!, picture);
    const { a, b, x, y } = cameras[index]!;
    const size = a * a + b * b;
    plate.shapes.forEach((shape, plane) => {
      const from = shapes[plane]!;
      const step = plane === 0 ? 1 : 2;
      const offset = plane === 0 ? 0 : 0.5;
      for (let row = 0; row < shape.height; row += 1) {
        for (let column = 0; column < shape.width; column += 1) {
          const dx = column * step - x;
          const dy = row * step + offset - y;
          const px = ((a * dx + b * dy) / size + width / 2) / step;
          const py = ((a * dy - b * dx) / size + height / 2 - offset) / step;
          const left = Math.round(px);
          const top = Math.round(py);
          if (left < 0 || top < 0 || left >= from.width || top >= from.height) continue;
          const at = from.start + top * from.width + left;
          // 0 marks "not seen": limited range never has it.
          if (!masks?.[index]?.[at]) stack[(shape.start + row * shape.width + column) * count + layer] = Math.max(1, picture[at]!);
        }
      }
    });
  }
  const line = new Uint8Array(count);
  for (let at = 0; at < plate.values.length; at += 1) {
    if ((at & 65_535) === 0) await breathe();
    let known = 0;
    for (let layer = 0; layer < count; layer += 1) {
      const value = stack[at * count + layer]!;
      if (value > 0) line[known++] = value;
    }
    if (known === 0) continue;
    const sorted = line.subarray(0, known).sort();
    const middle = sorted[known >> 1]!;
    let sum = 0;
    let used = 0;
    for (let index = 0; index < known; index += 1) {
      if (Math.abs(sorted[index]! - middle) > TRIM) continue;
      sum += sorted[index]!;
      used += 1;
    }
    plate.values[at] = sum / used;
    plate.seen[at] = known;
  }
}

/** One round: what each frame has and the rendering lacks is handed back to the plate, bilinear weights, in mean. */
async function projectBack({ source, frames, cameras, masks, breathe }: PlateRequest, plate: Plate): Promise<void> {
  const { width, height } = source.header;
  const shapes = planeShapes(width, height);
  const picture = new Uint8Array((width * height * 3) / 2);
  const sums = new Float32Array(plate.values.length);
  const weights = new Float32Array(plate.values.length);
  for (const [index, frame] of frames.entries()) {
    await breathe();
    await source.readFrame(frame, picture);
    const { a, b, x, y } = cameras[index]!;
    const mask = masks?.[index];
    plate.shapes.forEach((shape, plane) => {
      const from = shapes[plane]!;
      const step = plane === 0 ? 1 : 2;
      const offset = plane === 0 ? 0 : 0.5;
      for (let row = 0; row < from.height; row += 1) {
        const v = row * step + offset - height / 2;
        for (let column = 0; column < from.width; column += 1) {
          const at = from.start + row * from.width + column;
          if (mask?.[at]) continue;
          const u = column * step - width / 2;
          const px = (x + a * u - b * v) / step;
          const py = (y + b * u + a * v - offset) / step;
          const left = Math.floor(px);
          const top = Math.floor(py);
          if (left < 1 || top < 1 || left >= shape.width - 2 || top >= shape.height - 2) continue;
          const [fx, fy] = [px - left, py - top];
          const error = picture[at]! - cubic(plate.values, shape, left, top, fx, fy);
          if (Math.abs(error) > LARGEST_ERROR) continue;
          const base = shape.start + top * shape.width + left;
          give(base, (1 - fx) * (1 - fy), error);
          give(base + 1, fx * (1 - fy), error);
          give(base + shape.width, (1 - fx) * fy, error);
          give(base + shape.width + 1, fx * fy, error);
        }
      }
    });
  }
  function give(at: number, weight: number, error: number): void {
    sums[at]! += weight * error;
    weights[at]! += weight;
  }
  for (let at = 0; at < sums.length; at += 1) if (weights[at]! > 0.05) plate.values[at]! += sums[at]! / weights[at]!;
}

function cubic(values: Float32Array, { start, width }: PlaneShape, left: number, top: number, u: number, v: number): number {
  const x0 = (u * (-1 + u * (2 - u))) / 2;
  const x1 = 1 + (u * u * (3 * u - 5)) / 2;
  const x2 = (u * (1 + u * (4 - 3 * u))) / 2;
  const x3 = (u * u * (u - 1)) / 2;
  let at = start + (top - 1) * width + left - 1;
  let sum = 0;
  for (let row = 0; row < 4; row += 1, at += width) {
    const line = x0 * values[at]! + x1 * values[at + 1]! + x2 * values[at + 2]! + x3 * values[at + 3]!;
    sum += line * (row === 0 ? (v * (-1 + v * (2 - v))) / 2 : row === 1 ? 1 + (v * v * (3 * v - 5)) / 2 : row === 2 ? (v * (1 + v * (4 - 3 * v))) / 2 : (v * v * (v - 1)) / 2);
  }
  return sum;
}

/** Places that no frame saw get what costs least: the mean of their block, or the block before. */
function fillUnseen({ shapes, values, seen }: Plate): void {
  for (const shape of shapes) {
    let previous = 128;
    for (let block = 0; block < shape.columns * shape.rows; block += 1) {
      const [left, top] = [(block % shape.columns) * 8, Math.floor(block / shape.columns) * 8];
      const holes: number[] = [];
      let sum = 0;
      let known = 0;
      for (let y = top; y < Math.min(top + 8, shape.height); y += 1) {
        for (let x = left; x < Math.min(left + 8, shape.width); x += 1) {
          const at = shape.start + y * shape.width + x;
          if (seen[at]! > 0) {
            sum += values[at]!;
            known += 1;
          } else holes.push(at);
        }
      }
      if (known > 0) previous = sum / known;
      for (const at of holes) values[at] = previous;
    }
  }
}
