import type { Breathe } from "./breathe.ts";
import { PLASMA_TERMS, PLASMA_WARPS } from "../code-program.ts";
import type { PlasmaLayer } from "../program.ts";
import { scatterPlaces, type FrameSource, type Readings } from "./frame-source.ts";
import { fitTracks, growTracks, parametersAt, resampleTracks, type Freedom, type Tracks } from "./fit-tracks.ts";
import { angleModel, classicField, colourModel, fieldAt, FIELD_PARAMETERS, plasmaFreedoms, plasmaLayerOf, termAt, TERMS, toneAt, warpAt } from "./plasma-model.ts";
import { fitLinear } from "./solve.ts";
import { angleOf, findPalette, unwrapAngles, type Palette } from "./unwrap-palette.ts";

const TURN = 2 * Math.PI;
const SEARCH_PLACES = 220;
const BENDS = [0.38, 0.46, 0.55];
const PHASES = 12;
const LARGEST_SCALE = 4.4;
const CANDIDATES = 24;
/** An angle is known to about 0.3 / 62 / 2 pi = 0.0008 turns; beyond this share of a turn the form is another. */
const MOST_ANGLE_ERROR = 0.02;
/** Growth goes on only while the angles are followed to this, in turns. */
const ROUNDING_ANGLE = 0.0012;

/**
 * Finds bent sinusoids behind a cyclic palette. The chroma of every sample is a point on an ellipse whose angle shows the
 * field itself; scale, bend and the warps' phases are searched on a grid (for each of them the terms are least squares), then
 * everything by Levenberg-Marquardt: one frame, growing windows, and at last all planes of all frames. Null when the colours
 * are not on an ellipse or the field is not of this form.
 */
export async function fitPlasma(source: FrameSource, readings: Readings, { keyDistance, breathe }: { keyDistance: number; breathe: Breathe }): Promise<{ layer: PlasmaLayer; rms: number; keys: number } | null> {
  const middle = readings.frames.length >> 1;
  const palette = findPalette(joined(readings.values[1]!), joined(readings.values[2]!));
  if (!palette) return null;
  const single = await searchField(source, readings.frames[middle]!, palette, breathe);
  if (!single) return null;

  const chroma = readings.places[1]!;
  const angles = readings.frames.map((frame, index) => ({ frame, values: readings.values[1]![index]!.map((u, at) => angleOf(palette, u, readings.values[2]![index]![at]!)) }));
  const lastFrame = source.frameCount - 1;
  const freedoms = plasmaFreedoms(2, false);
  const grown = await growTracks(angleModel(chroma, freedoms, true), freedoms, single, { readings: angles, middle, floor: ROUNDING_ANGLE, keyDistance, lastFrame, breathe });
  if (grown.rms > MOST_ANGLE_ERROR) return null;
  return finish(readings, grown.tracks, breathe);
}

const joined = (arrays: Float64Array[]): Float64Array => Float64Array.from(arrays.flatMap((values) => Array.from(values)));

/** Field, gain and offset of one frame's angles, or null. */
async function searchField(source: FrameSource, frame: number, palette: Palette, breathe: Breathe): Promise<Float64Array | null> {
  const { width, height } = source.header;
  const picture = await source.readFrame(frame);
  const luma = width * height;
  const angles = unwrapAngles(palette, picture.subarray(luma, (luma * 5) / 4), picture.subarray((luma * 5) / 4), width / 2);
  const places = scatterPlaces(source.header, 1, 1200);
  const values = Float64Array.from(places.at, (at) => angles[at - luma]!);
  const few = { x: places.x.subarray(0, SEARCH_PLACES), y: places.y.subarray(0, SEARCH_PLACES) };
  const candidates = await scanGrid(few.x, few.y, values, width / height, breathe);
  const freedoms = plasmaFreedoms(2, false);
  const readingsOf = (count: number) => [{ frame: 0, values: values.subarray(0, count) }];
  let best: { q: Float64Array; rms: number } | null = null;
  for (const q of candidates) {
    await breathe();
    const { tracks, rms } = await fitTracks(angleModel(few, freedoms, false), freedoms, still(q), readingsOf(SEARCH_PLACES), 40, breathe);
    if (!best || rms < best.rms) best = { q: parametersAt(tracks, 0), rms };
    if (best.rms < 2 * ROUNDING_ANGLE) break;
  }
  if (!best) return null;
  const full = await fitTracks(angleModel(places, freedoms, false), freedoms, still(best.q), readingsOf(places.x.length), 40, breathe);
  return full.rms <= MOST_ANGLE_ERROR ? parametersAt(full.tracks, 0) : null;
}

const still = (q: Float64Array): Tracks => ({ first: 0, last: 0, values: Array.from(q, (value) => [value]) });

/** The likeliest starts of a grid over scale, bend and the warps' phases; the terms are linear in cosine and sine parts. */
async function scanGrid(x: Float64Array, y: Float64Array, values: Float64Array, aspect: number, breathe: Breathe): Promise<Float64Array[]> {
  const count = x.length;
  const found: { q: Float64Array; squares: number }[] = [];
  const basis = Array.from({ length: 1 + 2 * TERMS }, () => new Float64Array(count).fill(1));
  // Very wide pictures would want steps without end.
  const step = 0.14 / Math.min(4, Math.max(1, aspect));
  const warpBy = (warp: number, scale: number): Float64Array[] => Array.from({ length: PHASES }, (_, phase) => x.map((place, at) => Math.sin(TURN * (scale * (PLASMA_WARPS[warp]![0] * place + PLASMA_WARPS[warp]![1] * y[at]!) + phase / PHASES))));
  for (let scale = 0.4; scale <= LARGEST_SCALE; scale += step) {
    const [warpsA, warpsB] = [warpBy(0, scale), warpBy(1, scale)];
    for (const bend of BENDS) {
      await breathe();
      for (let a = 0; a < PHASES; a += 1) {
        for (let b = 0; b < PHASES; b += 1) {
          PLASMA_TERMS.forEach(([alongX, alongY], term) => {
            const [cos, sin] = [basis[1 + 2 * term]!, basis[2 + 2 * term]!];
            for (let at = 0; at < count; at += 1) {
              const angle = TURN * (alongX * (scale * x[at]! + bend * warpsA[a]![at]!) + alongY * (scale * y[at]! + bend * warpsB[b]![at]!));
              cos[at] = Math.cos(angle);
              sin[at] = Math.sin(angle);
            }
          });
          const linear = fitLinear(basis, values, count);
          if (!linear || found.length >= 4 * CANDIDATES && linear.squares >= found.at(-1)!.squares) continue;
          found.push({ q: startOf(scale, bend, a / PHASES, b / PHASES, linear.weights), squares: linear.squares });
          if (found.length > 8 * CANDIDATES) found.sort((p, q) => p.squares - q.squares).splice(4 * CANDIDATES);
        }
      }
    }
  }
  return found.sort((p, q) => p.squares - q.squares).slice(0, CANDIDATES).map(({ q }) => q);
}

function startOf(scale: number, bend: number, a: number, b: number, weights: Float64Array): Float64Array {
  const q = new Float64Array(FIELD_PARAMETERS + 2);
  q.set(classicField(scale, bend));
  q[warpAt(0) + 2] = a;
  q[warpAt(1) + 2] = b;
  const sizes = Array.from({ length: TERMS }, (_, term) => Math.hypot(weights[1 + 2 * term]!, weights[2 + 2 * term]!));
  const gain = 4 * sizes[0]!;
  for (let term = 0; term < TERMS; term += 1) {
    q[termAt(term) + 2] = gain > 0 ? sizes[term]! / gain : 0;
    q[termAt(term) + 3] = Math.atan2(weights[1 + 2 * term]!, weights[2 + 2 * term]!) / TURN;
  }
  q[FIELD_PARAMETERS] = gain;
  q[FIELD_PARAMETERS + 1] = weights[0]!;
  return q;
}

/** Tones by scanning their rate (the rest of a tone is linear), then all parameters on the pixels of all planes. */
async function finish(readings: Readings, angleTracks: Tracks, breathe: Breathe): Promise<{ layer: PlasmaLayer; rms: number; keys: number }> {
  const { frames, values, places } = readings;
  const keys = Math.max(...angleTracks.values.map((track) => track.length));
  const tones = places.map(({ plane }) => fitTone(readings, plane, angleTracks));
  const start: Tracks = { ...angleTracks, values: [...angleTracks.values.slice(0, FIELD_PARAMETERS), ...tones.flat().map((value) => [value])] };
  const use = Array.from({ length: Math.min(17, frames.length) }, (_, index) => Math.round((index * (frames.length - 1)) / Math.max(1, Math.min(17, frames.length) - 1)));
  const inside = use.map((index) => ({ frame: frames[index]!, values: Float64Array.from(places.flatMap(({ plane }) => Array.from(values[plane]![index]!))) }));
  const tried = [false, true].map((bent) => {
    const freedoms: Freedom[] = plasmaFreedoms(15, bent);
    // A tone whose slope is nothing to its swing is a pure sinusoid, and better so: three more numbers would be noise.
    places.forEach(({ plane }) => { if (Math.abs(tones[plane]![1]!) < 1e-9) freedoms[toneAt(plane) + 1] = "fixed"; });
    return () => fitTracks(colourModel(places, freedoms), freedoms, resampleTracks(start, freedoms, start.first, start.last, keys), inside, 30, breathe);
  });
  await breathe();
  let best = await tried[0]!();
  if (best.rms > 0.34) {
    const other = await tried[1]!();
    // Free directions cost bytes: they must explain something.
    if (other.rms < 0.9 * best.rms) best = other;
  }
  return { layer: plasmaLayerOf(best.tracks.values), rms: best.rms, keys };
}

/** base, slope, swing, rate, phase of a plane over the known field. A slope that does not pay is 0. */
function fitTone({ frames, values, places }: Readings, plane: number, tracks: Tracks): number[] {
  const { x, y } = places[plane]!;
  const chosen = [0, frames.length >> 1, frames.length - 1].filter((index, at, all) => all.indexOf(index) === at);
  const field: number[] = [];
  const readings: number[] = [];
  for (const index of chosen) {
    const q = parametersAt(tracks, frames[index]!);
    x.forEach((place, at) => {
      field.push(fieldAt(q, place, y[at]!));
      readings.push(values[plane]![index]![at]!);
    });
  }
  const v = Float64Array.from(field);
  const measured = Float64Array.from(readings);
  const one = new Float64Array(v.length).fill(1);
  const scan = (sloped: boolean): { squares: number; tone: number[] } => {
    let best: { squares: number; tone: number[] } = { squares: Infinity, tone: [] };
    const at = (rate: number): void => {
      const linear = fitLinear([one, v.map((value) => Math.cos(TURN * rate * value)), v.map((value) => Math.sin(TURN * rate * value)), ...(sloped ? [v] : [])], measured);
      if (!linear || linear.squares >= best.squares) return;
      const [base, c, s, slope] = linear.weights as unknown as [number, number, number, number | undefined];
      const swing = Math.hypot(c, s);
      if (swing < 200) best = { squares: linear.squares, tone: [base, slope ?? 0, swing, rate, Math.atan2(c, s) / TURN] };
    };
    for (let rate = 0.2; rate < 7.4; rate += 0.06) at(rate);
    for (let width = 0.03; width > 1e-4; width /= 2) for (const side of [-1, 1]) at((best.tone[3] ?? 1) + side * width);
    return best;
  };
  const [plain, sloped] = [scan(false), scan(true)];
  return sloped.squares < 0.9 * plain.squares ? sloped.tone : plain.tone;
}
