/*
 * The network: `layers` 3x3 convolutions, 1 -> channels -> ... -> channels -> 1, with a clipped ReLU between them. Its
 * output is added to the picture. One network serves every plane that it restores; planes are grey pictures to it.
 */

export interface CnnShape {
  /** Convolutions, 2 to 4. */
  layers: number;
  /** Channels between them: 4, 8, 12 or 16 (the kernels work on four at a time). */
  channels: number;
}

export const MIN_LAYERS = 2;
export const MAX_LAYERS = 4;
export const CHANNEL_STEP = 4;
export const MAX_CHANNELS = 16;
export const TAPS = 9;

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
  /** Whether the chroma planes are restored too, by the same network. */
  chroma: boolean;
  convolutions: CnnLayer[];
}

/** Inputs and outputs of every convolution. */
export function convolutionsOf({ layers, channels }: CnnShape): { inputs: number; outputs: number }[] {
  return Array.from({ length: layers }, (_, index) => ({ inputs: index === 0 ? 1 : channels, outputs: index === layers - 1 ? 1 : channels }));
}

/** Weights and biases of the whole network. */
export function countOfParameters(shape: CnnShape): number {
  return convolutionsOf(shape).reduce((sum, { inputs, outputs }) => sum + outputs * (inputs * TAPS + 1), 0);
}

/** Multiply-adds for one luma sample of a 4:2:0 picture. */
export function madsPerPixel({ chroma, ...shape }: CnnShape & { chroma: boolean }): number {
  const perSample = convolutionsOf(shape).reduce((sum, { inputs, outputs }) => sum + outputs * inputs * TAPS, 0);
  return chroma ? perSample * 1.5 : perSample;
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
