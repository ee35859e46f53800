import type { Breathe } from "./breathe.ts";
import type { Blob, Track } from "../program.ts";
import { fitTracks, growTracks, parametersAt, type Freedom, type PointModel } from "./fit-tracks.ts";
import { termsOf } from "./fit-gradient.ts";
import type { Readings } from "./frame-source.ts";
import { fitLinear } from "./solve.ts";

const TURN = 2 * Math.PI;
/** amplitude, x, y, log sigma along, log sigma across, angle. */
const PARAMETERS = 6;
const SIZES = [0.05, 0.1, 0.2];
const MOST_BLOBS = 12;
/** A further spot must explain this share of what is left. */
const WORTH_ADDING = 0.85;
const EXACT = 0.35;
const BLOB_FREEDOMS: Freedom[] = ["constant", "keyed", "keyed", "constant", "constant", "constant"];

/** A still ground of given terms, and Gaussians on it, at one frame: spots and ground are found together, or each takes from the other. */
function blobsModel({ x, y }: { x: Float64Array; y: Float64Array }, ground: Float64Array[], blobs: number): PointModel {
  const parameters = ground.length + PARAMETERS * blobs;
  return {
    parameters,
    places: x.length,
    evaluate(q, out, jacobian) {
      out.fill(0);
      jacobian?.fill(0);
      ground.forEach((term, index) => {
        for (let at = 0; at < x.length; at += 1) {
          out[at]! += q[index]! * term[at]!;
          if (jacobian) jacobian[at * parameters + index] = term[at]!;
        }
      });
      for (let first = ground.length; first < parameters; first += PARAMETERS) {
        const [amplitude, centreX, centreY, logX, logY, angle] = q.subarray(first, first + PARAMETERS) as unknown as [number, number, number, number, number, number];
        const [sigmaX, sigmaY] = [Math.exp(logX), Math.exp(logY)];
        const [cos, sin] = [Math.cos(TURN * angle), Math.sin(TURN * angle)];
        for (let at = 0; at < x.length; at += 1) {
          const [dx, dy] = [x[at]! - centreX, y[at]! - centreY];
          const [along, across] = [(dx * cos + dy * sin) / sigmaX, (dy * cos - dx * sin) / sigmaY];
          const half = 0.5 * (along * along + across * across);
          if (half > 12) continue;
          const value = Math.exp(-half);
          out[at]! += amplitude * value;
          if (!jacobian) continue;
          const base = at * parameters + first;
          const scaled = amplitude * value;
          jacobian[base] = value;
          jacobian[base + 1] = scaled * ((along * cos) / sigmaX - (across * sin) / sigmaY);
          jacobian[base + 2] = scaled * ((along * sin) / sigmaX + (across * cos) / sigmaY);
          jacobian[base + 3] = scaled * along * along;
          jacobian[base + 4] = scaled * across * across;
          jacobian[base + 5] = scaled * TURN * along * across * (sigmaX / sigmaY - sigmaY / sigmaX);
        }
      }
    },
  };
}

export interface FittedSpots {
  /** Polynomial of each plane under the spots, in the order of `GradientLayer`. */
  grounds: Track[][];
  blobs: Blob[];
  /** What is left of the luma, RMS in code values, and what the ground alone leaves. */
  rms: number;
  alone: number;
  keys: number;
}

/**
 * Fits soft spots over a still polynomial ground: the strongest first, together with those found before, at the middle frame;
 * then all of them along the clip. Chroma is least squares. Null when the first spot explains too little, or all of them leave more
 * than `worst` (code values, RMS).
 */
export async function fitGaussians({ frames, places, values }: Readings, aspect: number, degree: number, { keyDistance, lastFrame, worst }: { keyDistance: number; lastFrame: number; worst: number }, breathe: Breathe): Promise<FittedSpots | null> {
  const middle = frames.length >> 1;
  const luma = places[0]!;
  const now = values[0]![middle]!;
  const ground = termsOf(luma.x, luma.y, aspect, degree);
  const flat = fitLinear(ground, now);
  if (!flat) return null;
  const alone = Math.sqrt(flat.squares / now.length);
  let found = { q: flat.weights, rms: alone };
  const spots = (): number => (found.q.length - ground.length) / PARAMETERS;
  while (spots() < MOST_BLOBS && found.rms > EXACT) {
    await breathe();
    const next = await addBlob(luma, ground, now, found.q, spots(), breathe);
    if (!next || next.rms > WORTH_ADDING * found.rms) break;
    found = next;
  }
  const count = spots();
  if (count === 0 || found.rms > worst) return null;
  const freedoms = [...ground.map((): Freedom => "constant"), ...Array.from({ length: count }, () => BLOB_FREEDOMS).flat()];
  const { tracks, rms } = await growTracks(blobsModel(luma, ground, count), freedoms, found.q, { readings: frames.map((frame, index) => ({ frame, values: values[0]![index]! })), middle, floor: Math.max(0.3, found.rms), keyDistance, lastFrame, breathe });
  const shapes = frames.map((frame) => parametersAt(tracks, frame).subarray(ground.length));
  const chroma = [1, 2].map((plane) => chromaOf(places[plane]!, termsOf(places[plane]!.x, places[plane]!.y, aspect, degree), values[plane]!, shapes));
  const blobs = Array.from({ length: count }, (_, blob): Blob => {
    const first = ground.length + PARAMETERS * blob;
    const [amplitude, x, y, logX, logY, angle] = tracks.values.slice(first, first + PARAMETERS) as [Track, Track, Track, Track, Track, Track];
    return { x, y, sigmaX: logX.map(Math.exp), sigmaY: logY.map(Math.exp), angle: angle.map((key) => key - Math.round(angle[0]!)), amplitudes: [amplitude, [chroma[0]![ground.length + blob]!], [chroma[1]![ground.length + blob]!]] };
  });
  const grounds = [tracks.values.slice(0, ground.length), ...chroma.map((weights) => weights.slice(0, ground.length).map((weight) => [weight]))];
  return { grounds, blobs, rms, alone, keys: Math.max(...tracks.values.map(({ length }) => length)) };
}

/** Ground and spots with one spot more, begun at the largest of what is left, in several sizes. */
async function addBlob(places: { x: Float64Array; y: Float64Array }, ground: Float64Array[], values: Float64Array, before: Float64Array, count: number, breathe: Breathe): Promise<{ q: Float64Array; rms: number } | null> {
  const drawn = new Float64Array(values.length);
  blobsModel(places, ground, count).evaluate(before, drawn, null);
  let peak = 0;
  values.forEach((value, at) => {
    if (Math.abs(value - drawn[at]!) > Math.abs(values[peak]! - drawn[peak]!)) peak = at;
  });
  const model = blobsModel(places, ground, count + 1);
  let best: { q: Float64Array; rms: number } | null = null;
  for (const size of SIZES) {
    const start = Float64Array.from([...before, values[peak]! - drawn[peak]!, places.x[peak]!, places.y[peak]!, Math.log(size), Math.log(size * 0.9), 0]);
    const freedoms = new Array<Freedom>(start.length).fill("constant");
    const { tracks, rms } = await fitTracks(model, freedoms, { first: 0, last: 0, values: Array.from(start, (value) => [value]) }, [{ frame: 0, values }], 40, breathe);
    if (!best || rms < best.rms) best = { q: parametersAt(tracks, 0), rms };
  }
  return best;
}

/** Ground and amplitude of each spot in a chroma plane, least squares over all frames. */
function chromaOf(places: { x: Float64Array; y: Float64Array }, ground: Float64Array[], values: Float64Array[], parameters: Float64Array[]): number[] {
  const count = parameters[0]!.length / PARAMETERS;
  const size = places.x.length;
  const still = ground.map((term) => Float64Array.from({ length: size * values.length }, (_, at) => term[at % size]!));
  const basis = Array.from({ length: count }, (_, blob) => {
    const shape = new Float64Array(size * values.length);
    parameters.forEach((q, frame) => {
      const alone = Float64Array.from(q.subarray(PARAMETERS * blob, PARAMETERS * (blob + 1)));
      alone[0] = 1;
      blobsModel(places, [], 1).evaluate(alone, shape.subarray(frame * size, (frame + 1) * size), null);
    });
    return shape;
  });
  const measured = Float64Array.from(values.flatMap((frame) => Array.from(frame)));
  return Array.from(fitLinear([...still, ...basis], measured)?.weights ?? new Float64Array(ground.length + count));
}
