import { i420Bytes } from "../../media/y4m.ts";
import { madsPerPixel, startsOf, shiftsOf, TAPS, type CnnLayer, type CnnParameters } from "./architecture.ts";
import { FREE_FROM, loadInferKernels, type InferKernels } from "./kernels/load-kernels.ts";

/** A network ready to restore pictures of one size. Not to be used by two callers at once. */
export interface CnnFilter {
  /** Restores one planar I420 picture into `into` (which may be `frame`); planes that the network does not restore are copied. */
  apply(frame: Uint8Array, into: Uint8Array): void;
  /** Multiply-adds for one luma sample. */
  readonly madsPerPixel: number;
}

export interface PictureSize {
  width: number;
  height: number;
}

/** Elements before x = 0 (more than the four layers reach) and after the last sample of a row: the kernels work on up to 16 at once and look one to the side. */
const LEFT = 8;
const RIGHT = 32;
/** Rows of a layer that are kept; three are needed. */
const RING = 4;
const SLACK = 64;

/** A convolution with its tables in the wasm memory. */
interface Stage {
  outputs: number;
  pairsIn: number;
  weights: number;
  biases: number;
  start: number;
  shift: number;
  /** Rows of this layer's output, a ring of four. */
  rows: number;
}

/**
 * Makes the integer network's filter; it computes what `applyByReference` does, bit for bit, row by row in wasm.
 * The picture's edges are repeated outwards, hidden layers are computed beyond them as far as they are needed.
 */
export function createCnnFilter(params: CnnParameters, { width, height }: PictureSize): CnnFilter {
  const row = (LEFT + width + RIGHT) * 4;
  const layers = params.convolutions.length;
  let top = FREE_FROM;
  const take = (bytes: number): number => {
    const at = top;
    top += (bytes + 15) & ~15;
    return at;
  };
  const picture = take(width * height + SLACK);
  const restored = take(width * height + SLACK);
  const inputRows = take(RING * row);
  const stages = params.convolutions.map((layer, index): Stage => {
    const pairsIn = Math.ceil(layer.inputs / 2);
    return {
      outputs: layer.outputs,
      pairsIn,
      weights: take(layer.outputs * pairsIn * TAPS * 4),
      biases: take(layer.outputs * 4),
      start: startsOf(layer, index, layers)[0]!,
      shift: shiftsOf(index, layers, layer.exponent).sum,
      rows: index === layers - 1 ? 0 : take((RING * row * layer.outputs) / 2),
    };
  });
  const kernels = loadInferKernels(top + SLACK);
  const bytes = new Uint8Array(kernels.memory.buffer);
  stages.forEach((stage, index) => fillTables(kernels.memory, stage, params.convolutions[index]!, index, layers));

  function restorePlane(from: Uint8Array, into: Uint8Array, wide: number, high: number): void {
    bytes.set(from, picture);
    for (let y = -layers; y < high + layers; y += 1) {
      const line = Math.min(Math.max(y, 0), high - 1);
      kernels.loadRow(picture + line * wide, inputRows + (y & (RING - 1)) * row + LEFT * 4, wide, layers);
      for (let index = 0; index < layers; index += 1) {
        const at = y - index - 1;
        const reach = layers - 1 - index;
        if (at >= -reach && at < high + reach) convolveLine(index, at, reach, wide);
      }
    }
    into.set(bytes.subarray(restored, restored + wide * high));
  }

  function convolveLine(index: number, y: number, reach: number, wide: number): void {
    const { outputs, pairsIn, weights, biases, start, shift, rows } = stages[index]!;
    const ring = index === 0 ? inputRows : stages[index - 1]!.rows;
    const lineOf = (from: number, pairs: number, at: number): number => from + (at & (RING - 1)) * row * pairs + LEFT * 4;
    const [above, same, below] = [lineOf(ring, pairsIn, y - 1), lineOf(ring, pairsIn, y), lineOf(ring, pairsIn, y + 1)];
    if (index === layers - 1) return kernels.finishRow(above, same, below, row, pairsIn, weights, start, shift, picture + y * wide, restored + y * wide, wide);
    for (let oc = 0; oc < outputs; oc += 4) {
      const into = lineOf(rows, outputs / 2, y) + (oc / 2) * row;
      kernels.convolveRow4(above, same, below, row, pairsIn, into, row, weights + oc * pairsIn * TAPS * 4, biases + oc * 4, -reach, wide + 2 * reach, shift);
    }
  }

  return {
    madsPerPixel: madsPerPixel(params),
    apply(frame, into) {
      const frameBytes = i420Bytes(width, height);
      if (frame.length !== frameBytes || into.length !== frameBytes) throw new RangeError(`a ${width}x${height} picture has ${frameBytes} bytes, not ${frame.length} and ${into.length}`);
      const luma = width * height;
      const planes = [[0, width, height], [luma, width / 2, height / 2], [luma * 1.25, width / 2, height / 2]] as const;
      planes.forEach(([from, wide, high], plane) => {
        const [before, after] = [frame.subarray(from, from + wide * high), into.subarray(from, from + wide * high)];
        if (plane === 0 || params.chroma) restorePlane(before, after, wide, high);
        else after.set(before);
      });
    },
  };
}

/** Weights as pairs of 16 bits: [block of four outputs][pair of inputs][tap][4], or [pair][tap] for a single output. */
function fillTables(memory: InferKernels["memory"], { outputs, pairsIn, weights, biases }: Stage, layer: CnnLayer, index: number, layers: number): void {
  const halves = new Int16Array(memory.buffer, weights, outputs * pairsIn * TAPS * 2);
  new Int32Array(memory.buffer, biases, outputs).set(startsOf(layer, index, layers));
  const lanes = outputs === 1 ? 1 : 4;
  for (let oc = 0; oc < outputs; oc += 1) {
    for (let ic = 0; ic < layer.inputs; ic += 1) {
      for (let tap = 0; tap < TAPS; tap += 1) {
        const place = ((Math.floor(oc / lanes) * pairsIn + (ic >> 1)) * TAPS + tap) * lanes + (oc % lanes);
        halves[place * 2 + (ic & 1)] = layer.weights[(oc * layer.inputs + ic) * TAPS + tap]!;
      }
    }
  }
}
