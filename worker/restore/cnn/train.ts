import { setImmediate } from "node:timers/promises";
import type { CnnSettings } from "#lib/plan/cnn-settings.ts";
import { createAdam } from "./adam.ts";
import { convolutionsOf, OUTPUT_UNIT, TAPS, type CnnParameters, type CnnShape } from "./architecture.ts";
import { createDraw, errorWithout, fillPatch, regionOf, type Patch } from "./draw-patch.ts";
import { fitShape } from "./fit-shape.ts";
import { createFloatNetwork, type FloatNetwork } from "./float-network.ts";
import { loadPlanes, type FrameSource, type PlanePair } from "./load-planes.ts";
import { createQuantiser } from "./quantise.ts";
import { createRandom, type Random } from "./random.ts";
import { createSchedule, type StopReason } from "./schedule.ts";
import { createValidation, gainOf } from "./validate.ts";

/** What training starts from. */
export interface TrainRequest {
  /** Decoded pictures at the source's size, and the source. */
  decoded: FrameSource;
  source: FrameSource;
  settings: CnnSettings;
  /** Bytes of the file without the network: what the bits of its weights must be worth. Left out: the settings' own size, bits for free. */
  otherBytes?: number | undefined;
  signal?: AbortSignal;
  /** Called at every check: steps done, steps at most, relative training loss and PSNR of held-back luma in dB. */
  onProgress?: (progress: { step: number; of: number } & LossPoint) => void;
}

/** A point of the loss curve. */
export interface LossPoint {
  step: number;
  /** Squared error of the training batches since the last point, relative to the unrestored pictures: below 1 is a gain. */
  loss: number;
  /** PSNR-Y of the held-back patches, dB; null when they have no errors. */
  psnr: number | null;
}

/** A trained network with what is known about its training. */
export interface TrainedCnn {
  params: CnnParameters;
  lossCurve: LossPoint[];
  stoppedAtStep: number;
  reason: StopReason;
  /** PSNR-Y of the held-back patches without restoration, dB. */
  psnrBefore: number | null;
  /** Gain on the held-back patches with the rounded weights, dB (PSNR-YUV's weights when chroma is restored). */
  gain: number;
}

/** Weighted squared errors of the batches since the last check. */
interface Errors {
  restored: number;
  decoded: number;
}

const VALIDATION_PATCHES = 64;
/** Steps between two looks at the event loop: some 50 ms. */
const STEPS_AT_A_TIME = 4;
const FIRST_LAYER_FACTOR = 3;
const LAST_LAYER_FACTOR = 0.1;
/** Squared code values below which an error is not worth scaling up. */
const LEAST_MEAN_SQUARE = 0.01;
/** Pull of the rounded phase towards smaller weights, in steps per unit of learning rate: fewer bits for almost the same picture. */
const PULL = 0.3;

/**
 * Trains a network on one clip. Everything follows from the clip and the settings; time plays no part.
 * @throws the signal's reason when it is aborted.
 * @throws {RangeError} when the clips do not match.
 */
export async function trainCnn({ decoded, source, settings, otherBytes = Infinity, signal, onProgress }: TrainRequest): Promise<TrainedCnn> {
  const { patch: side, batch, steps, chroma } = settings;
  const shape = fitShape(settings, otherBytes);
  const margin = shape.layers - 1;
  const planes = await loadPlanes(decoded, source, settings, signal);
  const random = createRandom(settings.seed);
  const network = createFloatNetwork(shape, side);
  const values = firstValues(shape, network.count, random);
  const drawHeldBack = createDraw(planes.heldBack, side, margin, random);
  const validation = createValidation(network, Array.from({ length: VALIDATION_PATCHES }, drawHeldBack), side, margin);
  const draw = createDraw(planes.training, side, margin, random);
  const weightOf = ({ component }: PlanePair): number => OUTPUT_UNIT ** 2 / Math.max(LEAST_MEAN_SQUARE, planes.meanSquares[component]);

  const schedule = createSchedule(steps, settings.learningRate);
  const adam = createAdam(network.count);
  const gradient = new Float64Array(network.count);
  const rounded = new Float64Array(network.count);
  let quantiser = createQuantiser(shape, values, settings.weightBits);
  const best = { gain: -Infinity, values: rounded.slice() };
  const lossCurve: LossPoint[] = [];
  let errors: Errors = { restored: 0, decoded: 0 };

  for (let step = 0; ; step += 1) {
    if (step % STEPS_AT_A_TIME === 0) await setImmediate();
    signal?.throwIfAborted();
    const { rounding, rate, check, stop } = schedule.at(step);
    if (rounding === "begins") quantiser = createQuantiser(shape, values, settings.weightBits);
    if (rounding !== "none") quantiser.round(values, rounded);
    network.setParameters(rounding === "none" ? values : rounded);
    if (check || stop) {
      if (rounding === "none") quantiser = createQuantiser(shape, values, settings.weightBits);
      const after = validation.measure();
      const gain = gainOf(validation.before, after, chroma);
      const point = { step, loss: errors.decoded > 0 ? errors.restored / errors.decoded : 1, psnr: after.y };
      lossCurve.push(point);
      onProgress?.({ of: steps, ...point });
      errors = { restored: 0, decoded: 0 };
      if (rounding === "none") schedule.note(step, gain);
      else if (gain > best.gain) {
        best.gain = gain;
        best.values.set(rounded);
      }
    }
    if (stop) {
      return { params: { ...shape, convolutions: quantiser.layers(best.values) }, lossCurve, stoppedAtStep: step, reason: stop, psnrBefore: validation.before.y, gain: best.gain };
    }
    const { restored, decoded: without } = trainBatch(network, draw, side, margin, batch, weightOf);
    errors = { restored: errors.restored + restored, decoded: errors.decoded + without };
    network.takeGradient(gradient);
    // The loss is relative to the unrestored pictures: one byte must save its share of the file. See doesItPay, with 3 dB a doubling.
    quantiser.addPrice(values, gradient, 1 / (8 * otherBytes));
    adam(values, gradient, rate);
    if (rounding !== "none") quantiser.shrink(values, PULL * rate);
  }
}

/** Adds up the gradient of a batch; returns its squared error with the network and without it. */
function trainBatch(network: FloatNetwork, draw: () => Patch, side: number, margin: number, batch: number, weightOf: (pair: PlanePair) => number): Errors {
  const samples = batch * (side - 2 * margin) ** 2;
  const errors = { restored: 0, decoded: 0 };
  for (let index = 0; index < batch; index += 1) {
    const patch = draw();
    const region = regionOf(patch, side, margin);
    fillPatch(network, patch, side);
    network.forward(patch.pair.kind);
    const weight = weightOf(patch.pair) / samples;
    errors.restored += network.backward(patch.pair.kind, weight, region) * weight;
    errors.decoded += errorWithout(network, region) * weight;
  }
  return errors;
}

/**
 * Uniform with He's variance (2015), biases zero. Filters of the first layer have no mean and are wider: what a coder leaves behind are
 * small differences on top of any brightness, and so trained nets get there in two thirds of the steps. The last layer is
 * small, so that training starts near the unchanged picture.
 */
function firstValues(shape: CnnShape, count: number, random: Random): Float64Array {
  const values = new Float64Array(count);
  let at = 0;
  convolutionsOf(shape).forEach(({ inputs, outputs }, index) => {
    const first = index === 0 || index === shape.layers;
    const factor = first ? FIRST_LAYER_FACTOR : index === shape.layers - 1 ? LAST_LAYER_FACTOR : 1;
    const bound = factor * Math.sqrt(6 / (inputs * TAPS));
    for (let filter = inputs * outputs; filter > 0; filter -= 1, at += TAPS) {
      const taps = Array.from({ length: TAPS }, () => (2 * random.next() - 1) * bound);
      const mean = first ? taps.reduce((sum, tap) => sum + tap, 0) / TAPS : 0;
      values.set(taps.map((tap) => tap - mean), at);
    }
    at += outputs;
  });
  return values;
}
