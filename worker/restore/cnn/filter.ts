import { i420Bytes } from "../../media/y4m.ts";
import { createMotion } from "../motion/index.ts";
import type { Neighbours } from "../open-restorer.ts";
import { madsPerPixel, pathOf, shiftsOf, startsOf, TAPS, TRUSTED_DIFFERENCE, type CnnLayer, type CnnParameters, type PlaneKind } from "./architecture.ts";
import { halvePlane } from "./halve-plane.ts";
import { FREE_FROM, loadInferKernels, type InferKernels } from "./kernels/load-kernels.ts";

/** A network ready to restore pictures of one size. Not to be used by two callers at once. */
export interface CnnFilter {
  /** Restores one planar I420 picture into `into`, which is none of the others; planes that the network does not restore are copied. */
  apply(frame: Uint8Array, into: Uint8Array, neighbours: Neighbours): void;
  /** Multiply-adds for one luma sample, without the search for motion. */
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
  starts: Int32Array;
  shift: number;
}

/**
 * Makes the integer network's filter; it computes what `restoreByReference` does, bit for bit, row by row in wasm.
 * The picture's edges are repeated outwards, hidden layers are computed beyond them as far as they are needed.
 */
export function createCnnFilter(params: CnnParameters, { width, height }: PictureSize): CnnFilter {
  const { layers, channels, temporal, chroma } = params;
  const row = (LEFT + width + RIGHT) * 4;
  const luma = width * height;
  let top = FREE_FROM;
  const take = (bytes: number): number => {
    const at = top;
    top += (bytes + 15) & ~15;
    return at;
  };
  const picture = take(luma + SLACK);
  const guides = [take(luma + SLACK), take(luma + SLACK)] as const;
  const restored = take(luma + SLACK);
  const inputRows = take(RING * row * 2);
  /** Rows of each hidden layer's output, a ring of four. */
  const rings = Array.from({ length: layers - 1 }, () => take((RING * row * channels) / 2));
  const stages = params.convolutions.map((layer, place): Stage => {
    const index = place === layers ? 0 : place;
    const pairsIn = Math.ceil(layer.inputs / 2);
    return {
      outputs: layer.outputs,
      pairsIn,
      weights: take(layer.outputs * pairsIn * TAPS * 4),
      biases: take(layer.outputs * 4),
      starts: startsOf(layer, index, layers),
      shift: shiftsOf(index, layers, layer.exponent).sum,
    };
  });
  const kernels = loadInferKernels(top + SLACK);
  const bytes = new Uint8Array(kernels.memory.buffer);
  stages.forEach((stage, place) => fillTables(kernels.memory, stage, params.convolutions[place]!));
  const paths = { luma: pathOf(params, "luma"), chroma: pathOf(params, "chroma") };
  const motion = temporal ? createMotion(width, height) : null;
  const compensated = [0, 1].map(() => new Uint8Array(motion ? i420Bytes(width, height) : 0));
  const small = new Uint8Array(chroma ? luma / 4 : 0);

  /** The plane of `bytes` at `picture`, with the guides beside it, to `restored`. */
  function restorePlane(kind: PlaneKind, wide: number, high: number): void {
    const guided = temporal || kind === "chroma";
    const pairs = guided ? 2 : 1;
    for (let y = -layers; y < high + layers; y += 1) {
      const line = Math.min(Math.max(y, 0), high - 1) * wide;
      const to = inputRows + (y & (RING - 1)) * row * pairs + LEFT * 4;
      if (guided) kernels.loadRows(picture + line, guides[0] + line, guides[1] + line, to, row, wide, layers, kind === "luma" ? TRUSTED_DIFFERENCE : 0);
      else kernels.loadRow(picture + line, to, wide, layers);
      for (let index = 0; index < layers; index += 1) {
        const at = y - index - 1;
        const reach = layers - 1 - index;
        if (at >= -reach && at < high + reach) convolveLine(stages[paths[kind][index]!]!, index, at, reach, wide);
      }
    }
  }

  function convolveLine({ outputs, pairsIn, weights, biases, starts, shift }: Stage, index: number, y: number, reach: number, wide: number): void {
    const ring = index === 0 ? inputRows : rings[index - 1]!;
    const lineOf = (from: number, pairs: number, at: number): number => from + (at & (RING - 1)) * row * pairs + LEFT * 4;
    const [above, same, below] = [lineOf(ring, pairsIn, y - 1), lineOf(ring, pairsIn, y), lineOf(ring, pairsIn, y + 1)];
    if (index === layers - 1) return kernels.finishRow(above, same, below, row, pairsIn, weights, starts[0]!, shift, picture + y * wide, restored + y * wide, wide);
    for (let oc = 0; oc < outputs; oc += 4) {
      const into = lineOf(rings[index]!, outputs / 2, y) + (oc / 2) * row;
      kernels.convolveRow4(above, same, below, row, pairsIn, into, row, weights + oc * pairsIn * TAPS * 4, biases + oc * 4, -reach, wide + 2 * reach, shift);
    }
  }

  /** What a neighbour says about the luma of the picture; the picture's own where there is none, so that the difference is zero. */
  function compensate(frame: Uint8Array, neighbour: Uint8Array | null, into: Uint8Array): Uint8Array {
    if (!motion || !neighbour) return frame.subarray(0, luma);
    motion.compensate(frame, neighbour, into);
    return into.subarray(0, luma);
  }

  return {
    madsPerPixel: madsPerPixel(params),
    apply(frame, into, { before, after }) {
      const frameBytes = i420Bytes(width, height);
      if (frame.length !== frameBytes || into.length !== frameBytes) throw new RangeError(`a ${width}x${height} picture has ${frameBytes} bytes, not ${frame.length} and ${into.length}`);
      bytes.set(frame.subarray(0, luma), picture);
      if (temporal) [before, after].forEach((neighbour, side) => bytes.set(compensate(frame, neighbour, compensated[side]!), guides[side]));
      restorePlane("luma", width, height);
      into.set(bytes.subarray(restored, restored + luma));
      if (!chroma) return into.set(frame.subarray(luma), luma);
      bytes.set(halvePlane(frame, width, height, small), guides[0]);
      for (const [from, other] of [[luma, luma * 1.25], [luma * 1.25, luma]] as const) {
        bytes.set(frame.subarray(from, from + luma / 4), picture);
        bytes.set(frame.subarray(other, other + luma / 4), guides[1]);
        restorePlane("chroma", width / 2, height / 2);
        into.set(bytes.subarray(restored, restored + luma / 4), from);
      }
    },
  };
}

/** Weights as pairs of 16 bits: [block of four outputs][pair of inputs][tap][4], or [pair][tap] for a single output. */
function fillTables(memory: InferKernels["memory"], { outputs, pairsIn, weights, biases, starts }: Stage, layer: CnnLayer): void {
  const halves = new Int16Array(memory.buffer, weights, outputs * pairsIn * TAPS * 2);
  new Int32Array(memory.buffer, biases, outputs).set(starts);
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
