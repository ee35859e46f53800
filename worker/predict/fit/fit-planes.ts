import type { Breathe } from "./breathe.ts";
import type { PredictorSettings } from "#lib/plan/predictor-settings.ts";
import type { Layer, Track, Wave } from "../program.ts";
import { fitGradientPlane } from "./fit-gradient.ts";
import { growTracks } from "./fit-tracks.ts";
import { searchWaves, waveFreedoms, wavesModel } from "./fit-waves.ts";
import type { FrameSource, Readings } from "./frame-source.ts";

/** Error (code values, RMS) at which a plane counts as explained: rounding to 8 bits alone is 0.29. */
const EXPLAINED = 0.4;
/** Waves weaker than this were fitted to noise. */
const WEAKEST = 0.4;

interface PlaneFit {
  coefficients: Track[];
  waves: Wave[];
  keys: number;
  rms: number;
}

/**
 * Explains each plane by a polynomial, or by a constant and waves. Luma comes first: a film is given up
 * there within seconds. Null when a plane stays above `worst` (code values, RMS).
 */
export async function fitPlanes(source: FrameSource, readings: Readings, settings: PredictorSettings, worst: number, breathe: Breathe): Promise<{ layers: Layer[]; keys: number; rms: number[]; notes: string[] } | null> {
  const fits: PlaneFit[] = [];
  const notes: string[] = [];
  for (const plane of [0, 1, 2]) {
    await breathe();
    const fit = await fitPlane(source, readings, plane, settings, worst, breathe);
    if (!fit) return null;
    fits.push(fit);
    notes.push(`${"YUV"[plane]}: ${fit.waves.length > 0 ? `${fit.waves.length} waves` : `polynomial of ${fit.coefficients.length} terms`}, ${fit.rms.toFixed(2)} code values RMS are left`);
  }
  const keys = Math.max(...fits.map((fit) => fit.keys));
  const spread = (track: Track): Track => (track.length === 1 || track.length === keys ? track : Array.from({ length: keys }, (_, key) => lineAt(track, key / (keys - 1))));
  const waves = fits.flatMap((fit) => fit.waves.map(({ plane, ...tracks }): Wave => ({ plane, amplitude: spread(tracks.amplitude), frequency: spread(tracks.frequency), direction: spread(tracks.direction), phase: spread(tracks.phase) })));
  const layers: Layer[] = [{ kind: "gradient", planes: fits.map((fit) => fit.coefficients.map(spread)) }];
  if (waves.length > 0) layers.push({ kind: "waves", waves });
  return { layers, keys, rms: fits.map((fit) => fit.rms), notes };
}

function lineAt(track: Track, share: number): number {
  const position = share * (track.length - 1);
  const low = Math.min(track.length - 2, Math.floor(position));
  return track[low]! + (track[low + 1]! - track[low]!) * (position - low);
}

async function fitPlane(source: FrameSource, readings: Readings, plane: number, settings: PredictorSettings, worst: number, breathe: Breathe): Promise<PlaneFit | null> {
  const aspect = source.header.width / source.header.height;
  let best: PlaneFit | null = null;
  for (const keys of keyCounts(source.frameCount, settings.keyDistance)) {
    for (let degree = 0; degree <= (settings.layers.includes("gradient") ? 3 : 0); degree += 1) {
      const { coefficients, rms } = fitGradientPlane(readings, plane, aspect, degree, keys);
      if (!best || rms < 0.94 * best.rms) best = { coefficients, waves: [], keys, rms };
      if (best.rms <= EXPLAINED) return best;
    }
  }
  if (settings.layers.includes("waves")) {
    const waves = await fitWaves(source, readings, plane, settings, worst, breathe);
    if (waves && (!best || waves.rms < best.rms)) best = waves;
  }
  return best && best.rms <= worst ? best : null;
}

/** 1, 2, 3, 5, 9, ... keyframes, as far as their distance allows. */
function keyCounts(frames: number, distance: number): number[] {
  const counts = [1];
  for (let keys = 2; frames > 1 && keys <= 65 && (keys === 2 || (frames - 1) / (keys - 1) >= distance); keys = 2 * keys - 1) counts.push(keys);
  return counts;
}

async function fitWaves(source: FrameSource, readings: Readings, plane: number, { maxWaves, keyDistance }: PredictorSettings, worst: number, breathe: Breathe): Promise<PlaneFit | null> {
  const places = readings.places[plane]!;
  const values = readings.values[plane]!;
  const middle = readings.frames.length >> 1;
  const single = await searchWaves(places, values[middle]!, maxWaves, worst, breathe);
  if (!single) return null;
  const count = (single.parameters.length - 1) / 4;
  const { tracks, rms } = await growTracks(wavesModel(places, count), waveFreedoms(count), single.parameters, {
    readings: readings.frames.map((frame, index) => ({ frame, values: values[index]! })),
    middle,
    floor: Math.max(0.3, single.rms),
    keyDistance,
    lastFrame: source.frameCount - 1,
    breathe,
  });
  const waves: Wave[] = [];
  for (let first = 1; first < tracks.values.length; first += 4) {
    const [amplitude, frequency, direction, phase] = tracks.values.slice(first, first + 4) as [Track, Track, Track, Track];
    if (Math.abs(amplitude[0]!) >= WEAKEST) waves.push(positive({ plane, amplitude, frequency, direction: lessTurns(direction), phase: lessTurns(phase) }));
  }
  return { coefficients: [tracks.values[0]!], waves, keys: Math.max(...tracks.values.map(({ length }) => length)), rms };
}

/** Takes away whole turns that the first key has, which says nothing and costs bits. */
const lessTurns = (track: Track): Track => track.map((key) => key - Math.round(track[0]!));

/** A negative frequency is the same wave in the opposite direction, which half a turn more says as well. */
function positive(wave: Wave): Wave {
  if (wave.frequency[0]! >= 0) return wave;
  return { ...wave, frequency: wave.frequency.map((key) => -key), direction: lessTurns(wave.direction.map((key) => key + 0.5)) };
}
