import { FREE_FROM, loadKernel } from "./kernels/load-kernels.ts";
import type { WienerParameters } from "./parameters.ts";
import { createPlane, fillPlane, planeBytes, type Plane } from "./plane.ts";
import type { Around } from "./predict-around.ts";
import { lumaPairs, offsetsOf } from "./shape.ts";

/** Filters are of classes, of which there are 64 at most. */
const MOST_FILTERS = 64;

export interface LumaFilter {
  /** The decoded luma, to be filled before `run`. */
  readonly plane: Plane;
  /** Filters the blocks that have chosen a filter, and writes all luma to the start of an I420 frame. */
  run(filters: Int16Array[], chosen: Uint8Array, turns: Uint8Array, around: Around | null, into: Uint8Array): void;
}

/** The wasm kernel with its planes and tables; it computes what `filterLumaByReference` does, bit for bit. */
export function createLumaFilter({ taps, clipped, temporal, coefficientBits }: Pick<WienerParameters, "taps" | "clipped" | "temporal" | "coefficientBits">, width: number, height: number, columns: number, rows: number): LumaFilter {
  const pairs = lumaPairs(taps, clipped);
  const count = pairs.linear.length + pairs.clipped.length + (temporal ? 4 : 0);
  let top = FREE_FROM;
  const take = (bytes: number): number => {
    const at = top;
    top += (bytes + 15) & ~15;
    return at;
  };
  const size = planeBytes(width, height);
  const places = { source: take(size), before: take(size), after: take(size), into: take(size), chosen: take(columns * rows), turns: take(columns * rows), offsets: take(3 * 4 * count), coefficients: take(MOST_FILTERS * count * 2) };
  const kernel = loadKernel("filter", top + 64);
  const { buffer } = kernel.memory;
  const bytes = new Uint8Array(buffer);
  const planeAt = (at: number): Plane => createPlane(width, height, bytes.subarray(at, at + size));
  const [plane, before, after, restored] = [planeAt(places.source), planeAt(places.before), planeAt(places.after), planeAt(places.into)];
  const { stride, origin } = plane;
  offsetsOf([...pairs.linear, ...pairs.clipped], stride).forEach((offsets, turn) => new Int32Array(buffer, places.offsets + turn * 4 * offsets.length, offsets.length).set(offsets));

  return {
    plane,
    run(filters, chosen, turns, around, into) {
      bytes.set(chosen, places.chosen);
      bytes.set(turns, places.turns);
      filters.forEach((filter, index) => new Int16Array(buffer, places.coefficients + index * count * 2, count).set(filter));
      if (around) {
        fillPlane(before, around.before, 0);
        fillPlane(after, around.after, 0);
      }
      restored.samples.set(plane.samples);
      kernel.filterLuma(places.source + origin, around ? places.before + origin : 0, around ? places.after + origin : 0, places.into + origin, stride, columns, rows, places.chosen, places.turns, places.offsets, pairs.linear.length, pairs.clipped.length, places.coefficients, count, coefficientBits);
      for (let y = 0; y < height; y += 1) into.set(restored.samples.subarray(origin + y * stride, origin + y * stride + width), y * width);
    },
  };
}
