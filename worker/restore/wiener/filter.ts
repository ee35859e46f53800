import { BLOCK, classifyBlocks, createBlockMap } from "./classify.ts";
import { crossFeatures } from "./cross-features.ts";
import { createLumaFilter } from "./luma-filter.ts";
import { classesOf, coefficientCount, MODE, PLANES, type Geometry, type PlaneFilters, type PlaneName, type WienerParameters } from "./parameters.ts";
import { createPlane, fillPlane, type Plane } from "./plane.ts";
import type { Neighbours } from "../open-restorer.ts";
import { createPredictAround, type Around } from "./predict-around.ts";
import { CHROMA_PAIRS, CROSS_TAPS, offsetsOf, TEMPORAL_CLIPS } from "./shape.ts";

export interface WienerFilter {
  /** 1 when the filters look at the pictures before and after. */
  readonly neighbours: 0 | 1;
  /** Restores one decoded I420 frame. `into` has the same size and may not be one of the others. */
  apply(frame: Uint8Array, index: number, into: Uint8Array, neighbours: Neighbours): void;
  /** Multiplications and additions of a luma sample's worth of picture at most, with both chroma planes; without the search for motion. */
  readonly madsPerPixel: number;
}

/** Clipped difference by difference + 255. */
const clippedTo = (level: number): Int8Array => Int8Array.from({ length: 511 }, (_, at) => Math.max(-level, Math.min(level, at - 255)));
const [NARROW, WIDE] = TEMPORAL_CLIPS.map(clippedTo) as [Int8Array, Int8Array];

/** What the frames around add to a sample, before the shift. `at` is the sample's place in its I420 frame, `first` the first coefficient over time. */
function overTime(coefficients: Int16Array, first: number, { before, after }: Around, at: number, sample: number): number {
  const [was, comes] = [(before[at] as number) - sample + 255, (after[at] as number) - sample + 255];
  return (coefficients[first] as number) * (NARROW[was] as number) + (coefficients[first + 1] as number) * (NARROW[comes] as number)
    + (coefficients[first + 2] as number) * (WIDE[was] as number) + (coefficients[first + 3] as number) * (WIDE[comes] as number);
}

/**
 * The decoder's side: integers from end to end, so every machine gives the same bytes.
 * @param parameters as `parseWiener` gives them, of the same geometry.
 */
export function createWienerFilter(parameters: WienerParameters, { width, height }: Pick<Geometry, "width" | "height">): WienerFilter {
  const chroma = createPlane(width / 2, height / 2);
  const blocks = createBlockMap(width, height);
  const lumaFilter = createLumaFilter(parameters, width, height, blocks.columns, blocks.rows);
  const luma = lumaFilter.plane;
  const classes = new Uint8Array(blocks.columns * blocks.rows);
  const chosen = new Uint8Array(classes.length);
  const lumaSize = width * height;
  const starts: Record<PlaneName, number> = { y: 0, u: lumaSize, v: lumaSize + lumaSize / 4 };
  const mapAt = Object.fromEntries(PLANES.map((name) => [name, mapIndex(parameters.planes[name])]));
  const filterChroma = chromaFilter(parameters, luma, chroma);
  const predictAround = parameters.temporal ? createPredictAround(width, height) : null;

  return {
    neighbours: parameters.temporal ? 1 : 0,
    apply(frame, index, into, neighbours) {
      into.set(frame);
      const active = PLANES.filter((name) => parameters.planes[name] && parameters.planes[name].modes[index] !== MODE.off);
      if (active.length === 0) return;
      fillPlane(luma, frame, 0);
      classifyBlocks(luma, blocks);
      classesOf(blocks, parameters, classes);
      const around = predictAround ? predictAround(frame, neighbours) : null;
      for (const name of active) {
        const filters = parameters.planes[name] as PlaneFilters;
        for (let block = 0; block < classes.length; block += 1) chosen[block] = filters.filterOf[classes[block] as number] as number;
        if (filters.modes[index] === MODE.map) maskBlocks(chosen, blocks.columns, parameters.blockSize, filters.maps[mapAt[name]?.[index] ?? 0] as Uint8Array);
        if (name === "y") lumaFilter.run(filters.filters, chosen, blocks.turn, around, into);
        else {
          fillPlane(chroma, frame, starts[name]);
          filterChroma(filters.filters, chosen, blocks.turn, blocks.columns, into, starts[name], around);
        }
      }
    },
    madsPerPixel: PLANES.reduce((sum, name) => sum + (parameters.planes[name] ? coefficientCount(name, parameters) * (name === "y" ? 1 : 0.25) : 0), 0),
  };
}

function mapIndex(filters: PlaneFilters | undefined): Int32Array | null {
  if (!filters) return null;
  let next = 0;
  return Int32Array.from(filters.modes, (mode) => (mode === MODE.map ? next++ : -1));
}

function maskBlocks(chosen: Uint8Array, columns: number, blockSize: number, map: Uint8Array): void {
  const side = blockSize / BLOCK;
  const mapColumns = Math.ceil(columns / side);
  for (let block = 0; block < chosen.length; block += 1) {
    const row = Math.floor(block / columns);
    if (!map[Math.floor(row / side) * mapColumns + Math.floor((block - row * columns) / side)]) chosen[block] = 0;
  }
}

function chromaFilter(parameters: WienerParameters, luma: Plane, { samples, stride, origin, width, height }: Plane) {
  const offsets = offsetsOf(CHROMA_PAIRS, stride);
  const own = CHROMA_PAIRS.length;
  const shift = parameters.coefficientBits;
  const half = 1 << (shift - 1);
  const cross = new Int32Array(CROSS_TAPS);

  return (filters: Int16Array[], chosen: Uint8Array, turns: Uint8Array, columns: number, into: Uint8Array, start: number, around: Around | null): void => {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const block = (y >> 1) * columns + (x >> 1);
        const which = chosen[block] as number;
        if (which === 0) continue;
        const coefficients = filters[which - 1] as Int16Array;
        const turned = offsets[turns[block] as number] as Int32Array;
        const at = origin + y * stride + x;
        const sample = samples[at] as number;
        let sum = half;
        for (let tap = 0; tap < own; tap += 1) {
          const offset = turned[tap] as number;
          sum += (coefficients[tap] as number) * ((samples[at + offset] as number) + (samples[at - offset] as number) - 2 * sample);
        }
        crossFeatures(luma.samples, luma.origin + 2 * (y * luma.stride + x), luma.stride, cross);
        for (let tap = 0; tap < CROSS_TAPS; tap += 1) sum += (coefficients[own + tap] as number) * (cross[tap] as number);
        if (around) sum += overTime(coefficients, own + CROSS_TAPS, around, start + y * width + x, sample);
        const value = sample + (sum >> shift);
        into[start + y * width + x] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    }
  };
}
