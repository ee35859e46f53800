import { convolutionsOf, HIDDEN_BIAS_STEPS, largestWeight, LAST_BIAS_STEPS, MAX_BIAS, MAX_EXPONENT, MIN_EXPONENT, OUTPUT_UNIT, TAPS, type CnnLayer, type CnnShape } from "./architecture.ts";

/** One run of the flat parameters that shares a step: a layer's weights or its biases. */
interface Run {
  from: number;
  to: number;
  exponent: number;
  step: number;
  limit: number;
  weights: boolean;
}

/** Bits of a weight of the adaptive Exp-Golomb code: about 2 log2(2 + size) and a sign; this is their slope times 2 + size. */
const BITS_SLOPE = 2.9;

/** Turns float parameters (in the order of FloatNetwork.setParameters) into what the integer network can hold. */
export interface Quantiser {
  /** The values that the integers stand for. */
  round(values: Float64Array, into: Float64Array): void;
  /** Pulls every weight towards zero by `amount` of its step, and keeps all within the range that integers can hold. */
  shrink(values: Float64Array, amount: number): void;
  /** Adds the slope of what the weights cost to the gradient of the loss: `perBit` is the loss that a bit must save. */
  addPrice(values: Float64Array, gradient: Float64Array, perBit: number): void;
  /** The integer layers. */
  layers(values: Float64Array): CnnLayer[];
}

/** Steps are powers of two, the finest with which the largest weight of the layer still fits into `bits` bits. */
export function createQuantiser(shape: CnnShape, values: Float64Array, bits: number): Quantiser {
  const runs = runsOf(shape, values, largestWeight(bits));
  const integer = (value: number, { step, limit }: Run): number => Math.min(limit, Math.max(-limit, Math.round(value / step)));
  return {
    round(from, into) {
      for (const run of runs) for (let at = run.from; at < run.to; at += 1) into[at] = integer(from[at]!, run) * run.step;
    },
    shrink(all, amount) {
      for (const { from, to, step, limit, weights } of runs) {
        const pull = weights ? amount * step : 0;
        for (let at = from; at < to; at += 1) {
          const value = all[at]!;
          all[at] = Math.sign(value) * Math.min(limit * step, Math.max(0, Math.abs(value) - pull));
        }
      }
    },
    addPrice(all, gradient, perBit) {
      for (const { from, to, step, weights } of runs) {
        if (!weights) continue;
        for (let at = from; at < to; at += 1) {
          const value = all[at]!;
          gradient[at]! += (Math.sign(value) * perBit * BITS_SLOPE) / ((2 + Math.abs(value) / step) * step);
        }
      }
    },
    layers: (from) =>
      convolutionsOf(shape).map(({ inputs, outputs }, index) => {
        const [weights, biases] = [runs[2 * index]!, runs[2 * index + 1]!];
        return {
          inputs,
          outputs,
          exponent: weights.exponent,
          weights: Int8Array.from(from.subarray(weights.from, weights.to), (value) => integer(value, weights)),
          biases: Int16Array.from(from.subarray(biases.from, biases.to), (value) => integer(value, biases)),
        };
      }),
  };
}

function runsOf(shape: CnnShape, values: Float64Array, limit: number): Run[] {
  let at = 0;
  return convolutionsOf(shape).flatMap(({ inputs, outputs }, layer): Run[] => {
    const from = at;
    const middle = from + inputs * outputs * TAPS;
    at = middle + outputs;
    let largest = 0;
    for (let index = from; index < middle; index += 1) largest = Math.max(largest, Math.abs(values[index]!));
    let exponent = MAX_EXPONENT;
    while (exponent > MIN_EXPONENT && largest * 2 ** exponent > limit + 0.5) exponent -= 1;
    const biasStep = layer === shape.layers - 1 ? 1 / (LAST_BIAS_STEPS * OUTPUT_UNIT) : 1 / HIDDEN_BIAS_STEPS;
    return [
      { from, to: middle, exponent, step: 1 / 2 ** exponent, limit, weights: true },
      { from: middle, to: at, exponent, step: biasStep, limit: MAX_BIAS, weights: false },
    ];
  });
}
