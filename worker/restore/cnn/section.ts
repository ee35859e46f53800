import { BitstreamError } from "../../codecs/errors.ts";
import { createDecoder, createEncoder, createNumberModel, readSigned, writeSigned, type NumberModel } from "../../entropy/index.ts";
import { CHANNEL_STEP, convolutionsOf, largestWeight, MAX_BIAS, MAX_CHANNELS, MAX_EXPONENT, MAX_LAYERS, MAX_WEIGHT_BITS, MIN_EXPONENT, MIN_LAYERS, TAPS, type CnnLayer, type CnnParameters } from "./architecture.ts";

/*
 * A network's bytes, all in one range-coder stream: 2 bits layers - 2, 2 bits channels / 4 - 1, 1 bit chroma, 1 bit
 * temporal; then for each convolution (luma's in their order, then chroma's first) 4 bits exponent - 1, the weights in the order [output][input][row][column], the biases. Weights and biases are signed numbers
 * with models of their own.
 */

interface Models {
  weights: NumberModel;
  biases: NumberModel;
}

/** Orders that suit weights of six bits; trained nets then take 3 to 7 % more than their empirical entropy, which no decoder knows. */
const WEIGHT_ORDER = 1;
const BIAS_ORDER = 2;

const modelsOf = (): Models => ({ weights: createNumberModel(WEIGHT_ORDER), biases: createNumberModel(BIAS_ORDER) });

/** Writes a network; about five bits a weight. */
export function writeCnn({ layers, channels, temporal, chroma, convolutions }: CnnParameters): Uint8Array {
  const sink = createEncoder();
  sink.bits(layers - MIN_LAYERS, 2);
  sink.bits(channels / CHANNEL_STEP - 1, 2);
  sink.bits(chroma ? 1 : 0, 1);
  sink.bits(temporal ? 1 : 0, 1);
  const models = modelsOf();
  for (const { exponent, weights, biases } of convolutions) {
    sink.bits(exponent - MIN_EXPONENT, 4);
    for (const weight of weights) writeSigned(sink, models.weights, weight);
    for (const bias of biases) writeSigned(sink, models.biases, bias);
  }
  return sink.finish();
}

/**
 * Reads a network that anybody may have made. What it returns keeps all bounds of the integer network.
 * @throws {BitstreamError} saying what is wrong.
 */
export function parseCnn(bytes: Uint8Array): CnnParameters {
  if (bytes.length === 0) throw new BitstreamError("The network's section is empty.");
  const source = createDecoder(bytes);
  const layers = source.bits(2) + MIN_LAYERS;
  const channels = (source.bits(2) + 1) * CHANNEL_STEP;
  const chroma = source.bits(1) === 1;
  const temporal = source.bits(1) === 1;
  if (layers > MAX_LAYERS || channels > MAX_CHANNELS) throw new BitstreamError(`The network has ${layers} layers of ${channels} channels; ${MAX_LAYERS} of ${MAX_CHANNELS} is the most.`);
  const models = modelsOf();
  const read = (model: NumberModel, most: number, what: string): number => {
    const value = readSigned(source, model);
    if (Math.abs(value) > most) throw new BitstreamError(`A ${what} of the network is ${value}; ${most} is the largest.`);
    if (source.exhausted) throw new BitstreamError("The network's weights end too early.");
    return value;
  };
  const convolutions = convolutionsOf({ layers, channels, temporal, chroma }).map(({ inputs, outputs }): CnnLayer => {
    const exponent = source.bits(4) + MIN_EXPONENT;
    if (exponent > MAX_EXPONENT) throw new BitstreamError(`The network's exponent ${exponent} is above ${MAX_EXPONENT}.`);
    const weights = Int8Array.from({ length: inputs * outputs * TAPS }, () => read(models.weights, largestWeight(MAX_WEIGHT_BITS), "weight"));
    const biases = Int16Array.from({ length: outputs }, () => read(models.biases, MAX_BIAS, "bias"));
    return { inputs, outputs, exponent, weights, biases };
  });
  if (source.left > 0) throw new BitstreamError(`${source.left} bytes follow the network.`);
  return { layers, channels, temporal, chroma, convolutions };
}
