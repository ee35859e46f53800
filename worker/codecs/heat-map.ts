import { HEAT_COLOURS } from "#lib/experiment/heat-colours.ts";
import { checkPair } from "#worker/measure/measure-pair.ts";
import { AVCOL_SPC_BT709 } from "../media/av.ts";
import { openY4m, type Y4mReader } from "../media/y4m.ts";
import { encodePreview } from "./preview.ts";

/** Levels of an 8-bit sample, and so of the difference of two. */
const LEVELS = 256;
/** Differences are noise, which costs: at 640x360 and a full scale of 24 levels a second takes 0.5 MB so, and 3 MB at CRF 14, which looks the same. */
const HEAT_CRF = 44;

export interface DifferencePair {
  /** Y4M of the source. */
  referencePath: string;
  /** Y4M of the same size and number of pictures. */
  distortedPath: string;
  signal?: AbortSignal;
}

async function withPair<T>({ referencePath, distortedPath }: DifferencePair, use: (reference: Y4mReader, distorted: Y4mReader) => Promise<T>): Promise<T> {
  const reference = await openY4m(referencePath);
  try {
    const distorted = await openY4m(distortedPath);
    try {
      checkPair(reference, distorted);
      return await use(reference, distorted);
    } finally {
      await distorted.close();
    }
  } finally {
    await reference.close();
  }
}

/**
 * The difference of luma, in 8-bit levels, that this share of all samples does not exceed.
 * @throws {MeasureError} when size or number of pictures differ
 */
export function differenceLevel({ share, ...pair }: DifferencePair & { share: number }): Promise<number> {
  return withPair(pair, async (reference, distorted) => {
    const luma = reference.header.width * reference.header.height;
    const counts = new Float64Array(LEVELS);
    const [a, b] = [new Uint8Array(reference.frameBytes), new Uint8Array(reference.frameBytes)];
    for (let index = 0; index < reference.frameCount; index += 1) {
      pair.signal?.throwIfAborted();
      await Promise.all([reference.readFrame(index, a), distorted.readFrame(index, b)]);
      for (let at = 0; at < luma; at += 1) counts[Math.abs(a[at]! - b[at]!)]! += 1;
    }
    return levelOf(counts, share);
  });
}

/** The lowest level that has this share of the counted samples at or below it. */
export function levelOf(counts: ArrayLike<number>, share: number): number {
  const all = Array.from(counts);
  const wanted = share * all.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [level, count] of all.entries()) {
    seen += count;
    if (seen >= wanted) return level;
  }
  return all.length - 1;
}

/** Y, U and V of every level of difference: BT.709, limited range, between the colours of HEAT_COLOURS. */
export interface HeatTable {
  y: Uint8Array;
  u: Uint8Array;
  v: Uint8Array;
}

const COLOURS = HEAT_COLOURS.map((hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255));

/** @param fullScale the level of difference that has the last colour; what is above has it too */
export function heatTable(fullScale: number): HeatTable {
  const table = { y: new Uint8Array(LEVELS), u: new Uint8Array(LEVELS), v: new Uint8Array(LEVELS) };
  for (let level = 0; level < LEVELS; level += 1) {
    const at = Math.min(1, level / fullScale) * (COLOURS.length - 1);
    const below = Math.min(Math.floor(at), COLOURS.length - 2);
    const [r, g, b] = [0, 1, 2].map((channel) => COLOURS[below]![channel]! + (at - below) * (COLOURS[below + 1]![channel]! - COLOURS[below]![channel]!)) as [number, number, number];
    // ITU-R BT.709-6, items 3.2 to 3.4.
    const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    table.y[level] = Math.round(16 + 219 * luma);
    table.u[level] = Math.round(128 + (224 * (b - luma)) / 1.8556);
    table.v[level] = Math.round(128 + (224 * (r - luma)) / 1.5748);
  }
  return table;
}

/**
 * Colours the difference of luma of two pictures (planar I420) into a third. A chroma sample has the mean colour of its four.
 * @param into of the same size
 */
export function heatPicture(a: Uint8Array, b: Uint8Array, into: Uint8Array, { width, height }: { width: number; height: number }, table: HeatTable): void {
  const luma = width * height;
  const half = width / 2;
  const uAt = luma;
  const vAt = luma + luma / 4;
  const { y, u, v } = table;
  for (let row = 0; row < height; row += 2) {
    for (let column = 0; column < half; column += 1) {
      const top = row * width + 2 * column;
      const bottom = top + width;
      const d0 = Math.abs(a[top]! - b[top]!);
      const d1 = Math.abs(a[top + 1]! - b[top + 1]!);
      const d2 = Math.abs(a[bottom]! - b[bottom]!);
      const d3 = Math.abs(a[bottom + 1]! - b[bottom + 1]!);
      into[top] = y[d0]!;
      into[top + 1] = y[d1]!;
      into[bottom] = y[d2]!;
      into[bottom + 1] = y[d3]!;
      const chroma = (row / 2) * half + column;
      into[uAt + chroma] = (u[d0]! + u[d1]! + u[d2]! + u[d3]! + 2) >> 2;
      into[vAt + chroma] = (v[d0]! + v[d1]! + v[d2]! + v[d3]! + 2) >> 2;
    }
  }
}

/**
 * Writes |decoded - source| of luma as a video for the browser, of the source's size.
 * @param fullScale levels of difference that are the brightest colour
 * @throws {MeasureError} when size or number of pictures differ
 */
export function writeHeatMap({ fullScale, outPath, ...pair }: DifferencePair & { fullScale: number; outPath: string }): Promise<void> {
  return withPair(pair, (reference, distorted) => {
    const table = heatTable(fullScale);
    const [a, b] = [new Uint8Array(reference.frameBytes), new Uint8Array(reference.frameBytes)];
    const read = async (index: number, into: Uint8Array): Promise<void> => {
      await Promise.all([reference.readFrame(index, a), distorted.readFrame(index, b)]);
      heatPicture(a, b, into, reference.header, table);
    };
    return encodePreview(outPath, { ...reference.header, frames: reference.frameCount, crf: HEAT_CRF, colorSpace: AVCOL_SPC_BT709, read }, pair.signal);
  });
}
