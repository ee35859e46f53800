import type { Breathe } from "./breathe.ts";
import type { PredictorSettings } from "#lib/plan/predictor-settings.ts";
import type { Layer, Track } from "../program.ts";
import { fitGaussians } from "./fit-gaussians.ts";
import { fitGradientPlane } from "./fit-gradient.ts";
import { fitNoise } from "./fit-noise.ts";
import type { FrameSource, Readings } from "./frame-source.ts";

/** A layer stays when it leaves less than this share of the error. */
const WORTH = 0.7;

export interface SoftScene {
  layers: Layer[];
  keys: number;
  note: string;
}

const degreeOf = ({ layers }: PredictorSettings): number => (layers.includes("gradient") ? 2 : 0);

/** A still polynomial ground with soft moving spots; null when they do not explain a good part of what the ground leaves. */
export async function fitSpots(source: FrameSource, readings: Readings, settings: PredictorSettings, worst: number, breathe: Breathe): Promise<SoftScene | null> {
  const aspect = source.header.width / source.header.height;
  const found = await fitGaussians(readings, aspect, degreeOf(settings), { keyDistance: settings.keyDistance, lastFrame: source.frameCount - 1, worst }, breathe);
  if (!found || found.rms > worst || found.rms >= WORTH * found.alone) return null;
  const note = `${found.blobs.length} soft spots leave ${found.rms.toFixed(2)} of ${found.alone.toFixed(2)} code values RMS in luma.`;
  return { layers: [{ kind: "gradient", planes: found.grounds }, { kind: "gaussians", blobs: found.blobs }], keys: found.keys, note };
}

/** A still polynomial ground with drifting value noise in luma, and in chroma where it moves alike; null when it explains too little. */
export async function fitClouds(source: FrameSource, readings: Readings, settings: PredictorSettings, worst: number, breathe: Breathe): Promise<SoftScene | null> {
  const aspect = source.header.width / source.header.height;
  const lastFrame = source.frameCount - 1;
  const degree = degreeOf(settings);
  const grounds = [0, 1, 2].map((plane) => fitGradientPlane(readings, plane, aspect, degree, 1));
  const left = [0, 1, 2].map((plane) => subtractGround(readings, plane, grounds[plane]!.coefficients, aspect));
  const before = grounds[0]!.rms;
  const luma = await fitNoise(readings.places[0]!, readings.frames, left[0]!, lastFrame, aspect, null, worst, breathe);
  if (!luma || luma.rms >= WORTH * before || luma.rms > worst) return null;
  const layers: Layer[] = [{ kind: "gradient", planes: grounds.map(({ coefficients }) => coefficients) }, luma.layer];
  for (const plane of [1, 2]) {
    const chroma = await fitNoise(readings.places[plane]!, readings.frames, left[plane]!, lastFrame, aspect, luma.drift, worst, breathe);
    if (layers.length < settings.maxLayers && chroma && chroma.rms < WORTH * grounds[plane]!.rms) layers.push(chroma.layer);
  }
  return { layers, keys: lastFrame > 0 ? 2 : 1, note: `Value noise of ${luma.layer.columns}x${luma.layer.rows} leaves ${luma.rms.toFixed(2)} of ${before.toFixed(2)} code values RMS in luma.` };
}

function subtractGround({ places, values }: Readings, plane: number, coefficients: Track[], aspect: number): Float64Array[] {
  const { x, y } = places[plane]!;
  const ground = x.map((_, at) => {
    let term = 0;
    let sum = 0;
    for (let total = 0; term < coefficients.length; total += 1) {
      for (let j = 0; j <= total; j += 1) sum += coefficients[term++]![0]! * (x[at]! - aspect / 2) ** (total - j) * (y[at]! - 0.5) ** j;
    }
    return sum;
  });
  return values[plane]!.map((frame) => frame.map((value, at) => value - ground[at]!));
}
