import { mulberry32 } from "#lib/random/mulberry32.ts";
import type { Breathe } from "./breathe.ts";

/** All that a fit ever sees of a clip: its pictures. `Y4mReader` is one. */
export interface FrameSource {
  readonly header: { width: number; height: number };
  readonly frameCount: number;
  /** One frame as planar I420. */
  readFrame(index: number, into?: Uint8Array): Promise<Uint8Array>;
}

/** Places in one plane at which pictures are read, in picture heights from the top left luma sample. */
export interface Places {
  plane: number;
  x: Float64Array;
  y: Float64Array;
  /** Index in the planar array. */
  at: Int32Array;
}

/** Values at the places, one array for each of the frames read. */
export interface Readings {
  frames: number[];
  /** [plane][frame of `frames`][place]. */
  values: Float64Array[][];
  places: Places[];
}

/**
 * Scattered places: one at random in each cell of a grid, shuffled, so that any first part of them covers the picture
 * and no pattern aliases with a fine wave.
 */
export function scatterPlaces({ width, height }: { width: number; height: number }, plane: number, count: number): Places {
  const step = plane === 0 ? 1 : 2;
  const [columns, rows] = [width / step, height / step];
  const start = plane === 0 ? 0 : plane === 1 ? width * height : (width * height * 5) / 4;
  // Both chroma planes are read at the same places.
  const random = mulberry32(plane === 0 ? 1_000 : 1_001);
  const across = Math.max(1, Math.min(columns, Math.round(Math.sqrt((count * columns) / rows))));
  const down = Math.max(1, Math.min(rows, Math.round(count / across)));
  const cells = Array.from({ length: across * down }, (_, cell) => {
    const column = Math.min(columns - 1, Math.floor((((cell % across) + random()) * columns) / across));
    const row = Math.min(rows - 1, Math.floor(((Math.floor(cell / across) + random()) * rows) / down));
    return { column, row, order: random() };
  }).sort((a, b) => a.order - b.order);
  return {
    plane,
    x: Float64Array.from(cells, ({ column }) => (column * step) / height),
    y: Float64Array.from(cells, ({ row }) => (row * step + (plane === 0 ? 0 : 0.5)) / height),
    at: Int32Array.from(cells, ({ column, row }) => start + row * columns + column),
  };
}

/** Reads scattered places of the three planes from at most `limit` frames, first and last among them. */
export async function takeReadings(source: FrameSource, limit: number, counts: [number, number, number], breathe: Breathe): Promise<Readings> {
  const { header, frameCount } = source;
  const count = Math.min(limit, frameCount);
  const frames = Array.from({ length: count }, (_, index) => (count === 1 ? 0 : Math.round((index * (frameCount - 1)) / (count - 1))));
  const places = counts.map((wanted, plane) => scatterPlaces(header, plane, wanted));
  const values: Float64Array[][] = [[], [], []];
  const picture = new Uint8Array((header.width * header.height * 3) / 2);
  for (const frame of frames) {
    await breathe();
    await source.readFrame(frame, picture);
    for (const { plane, at } of places) values[plane]!.push(Float64Array.from(at, (index) => picture[index]!));
  }
  return { frames, values, places };
}
