import { BitstreamError } from "#worker/codecs/errors.ts";
import { codePicture } from "./picture/code-picture.ts";
import type { Picture } from "./picture/picture.ts";
import type { NumberIo, NumberSpec } from "./number-io.ts";
import {
  MAX_BLOBS, MAX_KEYS, MAX_LATTICE_SIDE, MAX_LAYERS, MAX_SPRITES, MAX_TERMS, MAX_WAVES, PLANES,
  type Blob, type Geometry, type GradientLayer, type Layer, type PlasmaTerm, type SceneProgram, type Tone, type Track,
} from "./program.ts";

/** Byte order of the kinds: never renumber, only append. */
const KINDS: readonly Layer["kind"][] = ["gradient", "waves", "plasma", "noise", "gaussians", "plate", "sprite"];

const spec = (name: string, exponent: number, min: number, max: number): NumberSpec => ({ name, exponent, min, max });

/*
 * Steps at precision p: a phase 2^-p turns. The others are such that their error moves the rendering about as much: an
 * amplitude of 30 changes by 30 * 2 pi times a phase's step.
 */
const PHASE = spec("phase", 0, -4096, 4096);
const AMPLITUDE = spec("amplitude", 6, -255, 255);
const FREQUENCY = spec("frequency", -1, 0, 128);
const COEFFICIENT = spec("coefficient", 6, -4096, 4096);
const RATIO = spec("ratio", -1, -8, 8);
const SCALE = spec("scale", -2, 0, 64);
const BEND = spec("bend", -1, -4, 4);
const WEIGHT = spec("weight", -1, -1, 1);
const RATE = spec("rate", 0, 0, 7.5);
const POSITION = spec("position", -1, -16, 16);
const SIZE = spec("size", -1, 0.001, 16);
const CELLS = spec("cells", 0, 0.25, 64);
const LATTICE = spec("lattice", 7, -255, 255);
/* Where a picture lies matters to hundredths of a sample: at precision 10 and 360 rows these are 0.01, 0.02 and 0.03 samples. */
const CAMERA = spec("camera", -5, -32, 32);
const ZOOM = spec("zoom", -4, 0.05, 8);
const CAMERA_ANGLE = spec("camera angle", -6, -16, 16);

/**
 * A direction's step falls with the frequency, because its error grows with the waves that it turns: by its binary logarithm, rounded
 * up, in integers, since Math.log2 may differ between engines.
 */
const directionOf = (frequency: Track): NumberSpec => {
  const finest = 32 - Math.clz32(Math.ceil(Math.max(1, ...frequency)) - 1);
  return spec(`direction ${finest}`, -2 - finest, -64, 64);
};

/** Plasma of the classic form: which way each warp and term runs. What the search finds is coded as its difference. */
export const PLASMA_WARPS = [[0, 0.9], [0.7, 0]] as const;
export const PLASMA_TERMS = [[1, 0], [0, 1.3], [0.8, 0.8], [0.6, -0.6]] as const;
export const PLASMA_WEIGHT = 0.25;

/**
 * Walks over a program: writes and rounds it, or reads it. Returns the program that the decoder has.
 * @throws {BitstreamError} when what was read is out of bounds; sizes are checked before anything is allocated for them.
 */
export function codeProgram(io: NumberIo, geometry: Geometry, header: { precision: number; keys: number }, program?: SceneProgram): SceneProgram {
  const count = io.integer("layer count", 1, MAX_LAYERS + MAX_SPRITES, program?.layers.length);
  const layers: Layer[] = [];
  const budget = { samples: 6 * geometry.width * geometry.height + 65_536 };
  for (let index = 0; index < count; index += 1) layers.push(codeLayer(io, budget, geometry, program?.layers[index]));
  return { ...header, layers };
}

function codeLayer(io: NumberIo, budget: { samples: number }, geometry: Geometry, layer?: Layer): Layer {
  const kind = KINDS[io.integer("layer kind", 0, KINDS.length - 1, layer && KINDS.indexOf(layer.kind))]!;
  const as = <K extends Layer["kind"]>(_kind: K): Extract<Layer, { kind: K }> | undefined => layer as Extract<Layer, { kind: K }> | undefined;
  switch (kind) {
    case "gradient":
      return { kind, planes: codeGradient(io, as(kind)) };
    case "waves": {
      const given = as(kind)?.waves;
      const count = io.integer("wave count", 1, MAX_WAVES, given?.length);
      return { kind, waves: list(count, (index) => codeWave(io, given?.[index])) };
    }
    case "plasma": {
      const given = as(kind);
      const scale = io.track(SCALE, given?.scale);
      const bends: [Track, Track] = [io.track(BEND, given?.bends[0]), io.track(BEND, given?.bends[1])];
      const [first, second] = PLASMA_WARPS.map((along, index) => codeTerm(io, along, 1, given?.warps[index]));
      const count = io.integer("term count", 1, MAX_TERMS, given?.terms.length);
      const terms = list(count, (index) => codeTerm(io, PLASMA_TERMS[index] ?? [0, 0], PLASMA_WEIGHT, given?.terms[index]));
      const tones: [Tone, Tone, Tone] = [codeTone(io, given?.tones[0]), codeTone(io, given?.tones[1]), codeTone(io, given?.tones[2])];
      return { kind, scale, bends, warps: [first!, second!], terms, tones };
    }
    case "noise": {
      const given = as(kind);
      const plane = io.integer("plane", 0, PLANES - 1, given?.plane);
      const columns = io.integer("lattice side", 2, MAX_LATTICE_SIDE, given?.columns);
      const rows = io.integer("lattice side", 2, MAX_LATTICE_SIDE, given?.rows);
      const cells = io.number(CELLS, given?.cells);
      return { kind, plane, cells, columns, rows, values: codeLattice(io, columns, rows, given?.values), x: io.track(POSITION, given?.x), y: io.track(POSITION, given?.y) };
    }
    case "gaussians": {
      const given = as(kind)?.blobs;
      const count = io.integer("blob count", 1, MAX_BLOBS, given?.length);
      return { kind, blobs: list(count, (index) => codeBlob(io, given?.[index])) };
    }
    case "plate": {
      const given = as(kind);
      return { kind, zoom: io.track(ZOOM, given?.zoom), angle: io.track(CAMERA_ANGLE, given?.angle), x: io.track(CAMERA, given?.x), y: io.track(CAMERA, given?.y), picture: codePainted(io, budget, geometry, given?.picture) };
    }
    case "sprite": {
      const given = as(kind);
      const shape = io.flag("box", given && given.shape === "box") ? ("box" as const) : ("disc" as const);
      const halfWidth = io.number(SIZE, given?.halfWidth);
      const halfHeight = io.number(SIZE, given?.halfHeight);
      const [x, y] = [io.track(CAMERA, given?.x), io.track(CAMERA, given?.y)];
      const [angle, zoom] = [io.track(CAMERA_ANGLE, given?.angle), io.track(ZOOM, given?.zoom)];
      return { kind, shape, halfWidth, halfHeight, x, y, angle, zoom, picture: codePainted(io, budget, geometry, given?.picture) };
    }
  }
}

const list = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

/** Coefficients of a polynomial of that degree in two variables. */
export const coefficientsOf = (degree: number): number => ((degree + 1) * (degree + 2)) / 2;

function codeGradient(io: NumberIo, given: GradientLayer | undefined): Track[][] {
  return list(PLANES, (plane) => {
    const coefficients = given?.planes[plane];
    const degree = io.integer("degree", 0, 3, coefficients && [1, 3, 6, 10].indexOf(coefficients.length));
    return list(coefficientsOf(degree), (index) => io.track(COEFFICIENT, coefficients?.[index]));
  });
}

function codeWave(io: NumberIo, given?: { plane: number; amplitude: Track; frequency: Track; direction: Track; phase: Track }) {
  const plane = io.integer("wave plane", 0, PLANES - 1, given?.plane);
  const amplitude = io.track(AMPLITUDE, given?.amplitude);
  const frequency = io.track(FREQUENCY, given?.frequency);
  return { plane, amplitude, frequency, direction: io.track(directionOf(frequency), given?.direction), phase: io.track(PHASE, given?.phase) };
}

function codeTerm(io: NumberIo, [acrossX, acrossY]: readonly [number, number], weight: number, given?: PlasmaTerm): PlasmaTerm {
  const around = (middle: number, number: NumberSpec, value?: Track): Track => io.track(number, value?.map((key) => key - middle)).map((key) => key + middle);
  return {
    alongX: around(acrossX, RATIO, given?.alongX),
    alongY: around(acrossY, RATIO, given?.alongY),
    weight: around(weight, WEIGHT, given?.weight),
    phase: io.track(PHASE, given?.phase),
  };
}

function codeTone(io: NumberIo, given?: Tone): Tone {
  const [base, slope, swing] = [io.track(COEFFICIENT, given?.base), io.track(COEFFICIENT, given?.slope), io.track(AMPLITUDE, given?.swing)];
  return { base, slope, swing, rate: io.track(RATE, given?.rate), phase: io.track(PHASE, given?.phase) };
}

/** Lattice values as differences from the mean of the neighbours above and to the left. */
function codeLattice(io: NumberIo, columns: number, rows: number, given?: number[]): number[] {
  const values: number[] = [];
  for (let at = 0; at < columns * rows; at += 1) {
    const left = at % columns > 0 ? values[at - 1]! : null;
    const above = at >= columns ? values[at - columns]! : null;
    const guess = left !== null && above !== null ? 0.5 * (left + above) : (left ?? above ?? 0);
    values.push(io.number(LATTICE, given && given[at]! - guess) + guess);
  }
  return values;
}

function codeBlob(io: NumberIo, given?: Blob): Blob {
  const [x, y] = [io.track(POSITION, given?.x), io.track(POSITION, given?.y)];
  const [sigmaX, sigmaY] = [io.track(SIZE, given?.sigmaX), io.track(SIZE, given?.sigmaY)];
  const angle = io.track(PHASE, given?.angle);
  const amplitudes: [Track, Track, Track] = [io.track(AMPLITUDE, given?.amplitudes[0]), io.track(AMPLITUDE, given?.amplitudes[1]), io.track(AMPLITUDE, given?.amplitudes[2])];
  return { x, y, sigmaX, sigmaY, angle, amplitudes };
}

/** A picture after its size was held against what is left for all pictures of the program. */
function codePainted(io: NumberIo, budget: { samples: number }, geometry: Geometry, given?: Picture): Picture {
  const side = 2 * Math.max(geometry.width, geometry.height) + 64;
  const width = 2 * io.integer("picture side", 4, side, given && given.width / 2);
  const height = 2 * io.integer("picture side", 4, side, given && given.height / 2);
  const step = io.integer("picture step", 1, 255, given?.step);
  budget.samples -= width * height;
  if (budget.samples < 0) throw new BitstreamError(`The pictures of the scene program are too large: ${width}x${height} is more than what is left.`);
  return codePicture(io, { width, height, step }, given);
}

export { MAX_KEYS };
