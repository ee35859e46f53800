import { ACTIVATION_STEPS, convolutionsOf, countOfParameters, GUIDED_INPUTS, MAX_ACTIVATION, pathOf, TAPS, type CnnShape, type PlaneKind } from "./architecture.ts";
import { FREE_FROM, loadTrainKernels, MODES } from "./kernels/load-kernels.ts";

const FLOAT = 4;
/** Largest value of a hidden activation: that of the integer network. */
export const ACTIVATION_LIMIT = MAX_ACTIVATION / ACTIVATION_STEPS;

/** Samples of a patch that count, in its own coordinates. */
export interface Region {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** The float network for one square patch at a time, in a wasm memory of its own. Values are 32-bit floats. */
export interface FloatNetwork {
  /** Number of weights and biases; see `setParameters`. */
  readonly count: number;
  /** Input planes (`plane` floats each) with a ring of one sample, target and output without meaning in the ring: `stride` floats a row, sample (x, y) at (y + 1) * stride + x + 4. */
  readonly stride: number;
  readonly inputs: number;
  readonly plane: number;
  readonly input: Float32Array;
  readonly target: Float32Array;
  readonly output: Float32Array;
  /** Per convolution (in the order of convolutionsOf) the weights [output][input][row][column], then the biases. */
  setParameters(values: ArrayLike<number>): void;
  forward(kind: PlaneKind): void;
  /** Sum of squared differences between output and target over the region; the gradient of `scale` times it is added up until `takeGradient`. */
  backward(kind: PlaneKind, scale: number, region: Region): number;
  /** Copies the gradient, in the order of `setParameters`, and clears it. */
  takeGradient(into: Float64Array): void;
}

/** @param side Patch side in samples, a multiple of 16. */
export function createFloatNetwork(shape: CnnShape, side: number): FloatNetwork {
  const convolutions = convolutionsOf(shape);
  const stride = side + 8;
  const row = stride * FLOAT;
  const plane = row * (side + 2);
  let top = FREE_FROM;
  const take = (bytes: number): number => {
    const at = top;
    top += (bytes + 15) & ~15;
    return at;
  };
  const inputs = shape.temporal || shape.chroma ? GUIDED_INPUTS : 1;
  const input = take(inputs * plane);
  const target = take(plane);
  const output = take(plane);
  const outputGradient = take(plane);
  const hidden = Array.from({ length: shape.layers - 1 }, () => take(shape.channels * plane));
  // Two layers' gradients are alive at a time: one is read, the other written.
  const hiddenGradients = [take(shape.channels * plane), take(shape.channels * plane)];
  const tables = convolutions.map(({ inputs, outputs }) => ({ inputs, outputs, weights: take(inputs * outputs * TAPS * FLOAT), turned: take(inputs * outputs * TAPS * FLOAT), biases: take(outputs * FLOAT), gradient: take(inputs * outputs * TAPS * FLOAT), biasGradient: take(outputs * FLOAT) }));
  const noBias = take(4 * FLOAT);
  // The widest vector access reads four floats beyond a plane's last row.
  const kernels = loadTrainKernels(top + row);
  const floats = new Float32Array(kernels.memory.buffer);
  const view = (at: number, length: number): Float32Array => floats.subarray(at / FLOAT, at / FLOAT + length);
  const last = shape.layers - 1;
  const paths = { luma: pathOf(shape, "luma"), chroma: pathOf(shape, "chroma") };
  const sourceOf = (index: number): number => (index === 0 ? input : hidden[index - 1]!);

  /** Blocks of four outputs: [block][input][tap][4]; a single output: [input][tap]. */
  const placeOf = (outputs: number, inputs: number, oc: number, ic: number, tap: number): number =>
    outputs === 1 ? ic * TAPS + tap : (((oc >> 2) * inputs + ic) * TAPS + tap) * 4 + (oc & 3);

  function setParameters(values: ArrayLike<number>): void {
    let at = 0;
    tables.forEach(({ inputs, outputs, weights, turned, biases }, index) => {
      const [forwardTable, backTable] = [view(weights, inputs * outputs * TAPS), view(turned, inputs * outputs * TAPS)];
      for (let oc = 0; oc < outputs; oc += 1)
        for (let ic = 0; ic < inputs; ic += 1)
          for (let tap = 0; tap < TAPS; tap += 1) {
            const value = values[at++]!;
            forwardTable[placeOf(outputs, inputs, oc, ic, tap)] = value;
            if (index > 0 && index <= last) backTable[placeOf(inputs, outputs, ic, oc, TAPS - 1 - tap)] = value;
          }
      const biasTable = view(biases, outputs);
      for (let oc = 0; oc < outputs; oc += 1) biasTable[oc] = values[at++]!;
    });
  }

  function forward(kind: PlaneKind): void {
    paths[kind].forEach((table, index) => {
      const { inputs, outputs, weights, biases } = tables[table]!;
      if (index === last) return kernels.convolve1(sourceOf(index), inputs, output, weights, floats[biases / FLOAT]!, side, row, plane);
      for (let oc = 0; oc < outputs; oc += 4) {
        kernels.convolve4(sourceOf(index), inputs, hidden[index]! + oc * plane, weights + oc * inputs * TAPS * FLOAT, biases + oc * FLOAT, side, row, plane, MODES.relu, 0, ACTIVATION_LIMIT);
      }
    });
  }

  function backward(kind: PlaneKind, scale: number, { x0, y0, x1, y1 }: Region): number {
    const error = kernels.squaredError(output, target, outputGradient, scale, side, row, x0, y0, x1, y1);
    let gradient = outputGradient;
    for (let index = last; index >= 0; index -= 1) {
      const { inputs, outputs, turned, gradient: into, biasGradient } = tables[paths[kind][index]!]!;
      if (index === last) kernels.gradient1(sourceOf(index), inputs, gradient, into, side, row, plane);
      else for (let oc = 0; oc < outputs; oc += 4) kernels.gradient4(sourceOf(index), inputs, gradient + oc * plane, into + oc * inputs * TAPS * FLOAT, side, row, plane);
      for (let oc = 0; oc < outputs; oc += 1) floats[biasGradient / FLOAT + oc]! += kernels.sumPlane(gradient + oc * plane, side, row);
      if (index === 0) break;
      const next = hiddenGradients[index % 2]!;
      for (let ic = 0; ic < inputs; ic += 4) {
        kernels.convolve4(gradient, outputs, next + ic * plane, turned + ic * outputs * TAPS * FLOAT, noBias, side, row, plane, MODES.masked, hidden[index - 1]! + ic * plane, ACTIVATION_LIMIT);
      }
      gradient = next;
    }
    return error;
  }

  function takeGradient(into: Float64Array): void {
    let at = 0;
    for (const { inputs, outputs, gradient, biasGradient } of tables) {
      const [weights, biases] = [view(gradient, inputs * outputs * TAPS), view(biasGradient, outputs)];
      for (let oc = 0; oc < outputs; oc += 1)
        for (let ic = 0; ic < inputs; ic += 1)
          for (let tap = 0; tap < TAPS; tap += 1) into[at++] = weights[placeOf(outputs, inputs, oc, ic, tap)]!;
      for (let oc = 0; oc < outputs; oc += 1) into[at++] = biases[oc]!;
      weights.fill(0);
      biases.fill(0);
    }
  }

  const samples = plane / FLOAT;
  return { count: countOfParameters(shape), stride, inputs, plane: samples, input: view(input, inputs * samples), target: view(target, samples), output: view(output, samples), setParameters, forward, backward, takeGradient };
}
