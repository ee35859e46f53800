/*
 * The network: `layers` 3x3 convolutions, inputs -> channels -> ... -> channels -> 1, with a clipped ReLU between them. Its
 * output is added to the plane. Luma sees itself and, when `temporal`, how the motion-compensated neighbouring pictures differ
 * from it. Chroma has a first convolution of its own, which sees the plane, the luma at its size and the other chroma plane; the
 * other convolutions are shared.
 */

export interface CnnShape {
  /** Convolutions, 2 to 4. */
  layers: number;
  /** Channels between them: 4, 8, 12 or 16 (the kernels work on four at a time). */
  channels: number;
  /** Whether luma sees the neighbouring pictures too, motion-compensated. */
  temporal: boolean;
  /** Whether the chroma planes are restored too. */
  chroma: boolean;
}

export const MIN_LAYERS = 2;
export const MAX_LAYERS = 4;
export const CHANNEL_STEP = 4;
export const MAX_CHANNELS = 16;
export const TAPS = 9;
/** Luma with its neighbours in time, or chroma with luma and the other chroma plane. */
export const GUIDED_INPUTS = 3;
/** A difference counts in full up to this many code values, less and less beyond, and not at all from twice as many: there motion failed. */
export const TRUSTED_DIFFERENCE = 16;

/** What the network sees of a difference, in code values. */
export function trusted(difference: number): number {
  const beyond = Math.max(0, Math.abs(difference) - TRUSTED_DIFFERENCE);
  if (beyond === 0) return difference;
  const left = Math.max(0, TRUSTED_DIFFERENCE - beyond);
  return difference < 0 ? -left : left;
}

/** Integer activations of the hidden layers are 0 to this. */
export const MAX_ACTIVATION = 1023;
/** Binary logarithms of the scales below: the integer network only shifts. */
const BITS = { activation: 8, input: 7, output: 4, hiddenBias: 5, lastBias: 4 };
/** Activation steps in one unit of the float network: its hidden values are clipped to 0..1023/256. */
export const ACTIVATION_STEPS = 1 << BITS.activation;
/** The float network's input is (sample - 128) / 128; the integer network's is sample - 128. */
export const INPUT_STEPS = 1 << BITS.input;
/** Code values in one unit of the float network's output. */
export const OUTPUT_UNIT = 1 << BITS.output;

/** Resolution of biases: 1/32 of a unit in hidden layers, 1/16 of a code value in the last. */
export const HIDDEN_BIAS_STEPS = 1 << BITS.hiddenBias;
export const LAST_BIAS_STEPS = 1 << BITS.lastBias;
export const MAX_BIAS = 255;

/** Bits of a weight with its sign; 8 bits are -127..127. */
export const MAX_WEIGHT_BITS = 8;
export const largestWeight = (bits: number): number => 2 ** (bits - 1) - 1;

/**
 * Weights are integers times 2^-exponent, one exponent per layer. With all bounds of this file a sum is at most
 * 9 x 16 x 127 x 1023 + 255 x 2^17 + 2^17 < 2^26: safe in 32 bits.
 */
export const MIN_EXPONENT = 1;
export const MAX_EXPONENT = 14;

/** One convolution of the integer network. Weights in the order [output][input][row][column]. */
export interface CnnLayer {
  inputs: number;
  outputs: number;
  /** Weights stand for integers x 2^-exponent. */
  exponent: number;
  weights: Int8Array;
  biases: Int16Array;
}

/** All that a decoder needs. */
export interface CnnParameters extends CnnShape {
  convolutions: CnnLayer[];
}

/** Inputs and outputs of every convolution: luma's in their order, then the first one of chroma. */
export function convolutionsOf({ layers, channels, temporal, chroma }: CnnShape): { inputs: number; outputs: number }[] {
  const list = Array.from({ length: layers }, (_, index) => ({ inputs: index > 0 ? channels : temporal ? GUIDED_INPUTS : 1, outputs: index === layers - 1 ? 1 : channels }));
  return chroma ? [...list, { inputs: GUIDED_INPUTS, outputs: channels }] : list;
}

export type PlaneKind = "luma" | "chroma";

/** Which of the convolutions a plane goes through, in order. */
export function pathOf({ layers }: Pick<CnnShape, "layers">, kind: PlaneKind): number[] {
  return Array.from({ length: layers }, (_, index) => (index === 0 && kind === "chroma" ? layers : index));
}

/** Weights and biases of the whole network. */
export function countOfParameters(shape: CnnShape): number {
  return convolutionsOf(shape).reduce((sum, { inputs, outputs }) => sum + outputs * (inputs * TAPS + 1), 0);
}

/** Multiply-adds for one luma sample of a 4:2:0 picture. */
export function madsPerPixel(shape: CnnShape): number {
  const convolutions = convolutionsOf(shape);
  const perSample = (kind: PlaneKind): number => pathOf(shape, kind).reduce((sum, index) => sum + convolutions[index]!.outputs * convolutions[index]!.inputs * TAPS, 0);
  return perSample("luma") + (shape.chroma ? perSample("chroma") / 2 : 0);
}

/**
 * Right shift of a layer's sums and left shift of its biases. The units are such that rounding is a shift (see the constants):
 * layer 1 turns 128 steps into 256, hidden layers keep 256, the last turns 256 steps into a sixteenth of a code value.
 */
export function shiftsOf(index: number, layers: number, exponent: number): { sum: number; bias: number } {
  if (index === layers - 1) {
    const sum = exponent + BITS.activation - BITS.output;
    return { sum, bias: sum - BITS.lastBias };
  }
  const sum = index === 0 ? exponent + BITS.input - BITS.activation : exponent;
  return { sum, bias: sum + BITS.activation - BITS.hiddenBias };
}

/** A layer's biases as they enter the 32-bit sums, with the half that makes the shift round to the nearest. */
export function startsOf(layer: CnnLayer, index: number, layers: number): Int32Array {
  const { sum, bias } = shiftsOf(index, layers, layer.exponent);
  const half = sum > 0 ? 2 ** (sum - 1) : 0;
  return Int32Array.from(layer.biases, (value) => value * 2 ** bias + half);
}
