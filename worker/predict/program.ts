import type { Picture } from "./picture/picture.ts";

/*
 * A scene program: what the decoder renders before it adds the base codec's residual. Lengths are in picture heights from
 * the top left sample, frequencies in waves per picture height, angles and phases in turns, values in 8-bit code values.
 */

/**
 * One parameter over the clip: one value (it stands still), or one for each keyframe of the program, with straight lines
 * (cameras and sprites: smooth curves) between them. Keyframes are spread evenly from the first to the last frame.
 */
export type Track = number[];

export const PLANES = 3;
/** 4:2:0: luma, and two chroma planes of a quarter each. */
export const SAMPLES_PER_PIXEL = 1.5;
export const MAX_LAYERS = 8;
export const MAX_KEYS = 128;
export const MAX_WAVES = 36;
export const MAX_TERMS = 6;
export const MAX_BLOBS = 64;
export const MAX_LATTICE_SIDE = 64;
export const MAX_SPRITES = 24;
/** Multiplications per luma sample that rendering may take, by `multipliesPerPixel`: fits stay below 250. */
export const MAX_MULTIPLIES = 512;
export const MIN_PRECISION = 6;
export const MAX_PRECISION = 16;

/** Polynomials of degree 0 to 3 in x and y, one for each plane; replaces what is below. */
export interface GradientLayer {
  kind: "gradient";
  /** For each plane, coefficients in the order 1, x, y, x2, xy, y2, x3, ...; their number gives the degree. x, y from the middle. */
  planes: Track[][];
}

export interface Wave {
  plane: number;
  amplitude: Track;
  frequency: Track;
  direction: Track;
  /** At the top left sample. */
  phase: Track;
}

/** Sinusoids that are added to their planes. */
export interface WavesLayer {
  kind: "waves";
  waves: Wave[];
}

/** A sinusoid of the bent coordinates X, Y: weight * sin(alongX X + alongY Y + phase). */
export interface PlasmaTerm {
  alongX: Track;
  alongY: Track;
  weight: Track;
  phase: Track;
}

/** Colour of a field value v: base + slope v + swing sin(rate v + phase). */
export interface Tone {
  base: Track;
  slope: Track;
  swing: Track;
  rate: Track;
  phase: Track;
}

/**
 * Bent sinusoids behind a palette; replaces what is below. X = scale x + bend[0] sin(warp[0]), Y = scale y + bend[1]
 * sin(warp[1]); warps are sinusoids of scale x and scale y with weight 1; the field is the sum of the terms.
 */
export interface PlasmaLayer {
  kind: "plasma";
  scale: Track;
  bends: [Track, Track];
  warps: [PlasmaTerm, PlasmaTerm];
  terms: PlasmaTerm[];
  tones: [Tone, Tone, Tone];
}

/** Value noise: a lattice of values, smoothly interpolated, drifting over one plane; added. */
export interface NoiseLayer {
  kind: "noise";
  plane: number;
  /** Lattice cells per picture height. */
  cells: number;
  columns: number;
  rows: number;
  /** Row by row, in code values. */
  values: number[];
  x: Track;
  y: Track;
}

/** A two-dimensional Gaussian, added to the planes. */
export interface Blob {
  x: Track;
  y: Track;
  sigmaX: Track;
  sigmaY: Track;
  angle: Track;
  amplitudes: [Track, Track, Track];
}

export interface GaussiansLayer {
  kind: "gaussians";
  blobs: Blob[];
}

/** One picture behind everything, seen by a camera: plate position = (x, y) + zoom * turned picture position. */
export interface PlateLayer {
  kind: "plate";
  picture: Picture;
  /** Plate samples per picture sample. */
  zoom: Track;
  angle: Track;
  /** Plate position of the picture's middle, in plate samples over the picture's height. */
  x: Track;
  y: Track;
}

/** A painted disc or box with soft edges that moves, turns and grows over what is below. */
export interface SpriteLayer {
  kind: "sprite";
  shape: "disc" | "box";
  /** Half sizes in picture heights at zoom 1. */
  halfWidth: number;
  halfHeight: number;
  picture: Picture;
  x: Track;
  y: Track;
  angle: Track;
  zoom: Track;
}

export type Layer = GradientLayer | WavesLayer | PlasmaLayer | NoiseLayer | GaussiansLayer | PlateLayer | SpriteLayer;

/** Numbers, strings and typed arrays only: it survives `structuredClone` and advanced serialisation between processes. */
export interface SceneProgram {
  /** Bits after the point; the step of every number follows from it. */
  precision: number;
  /** Keyframes, 1 to MAX_KEYS, at most one a frame. */
  keys: number;
  layers: Layer[];
}

/** Size and length of the clip that a program renders. */
export interface Geometry {
  width: number;
  height: number;
  frames: number;
}

/** Value of a track at a frame. */
export function valueAt(track: Track, frame: number, frames: number): number {
  const first = track[0]!;
  if (track.length === 1 || frames < 2) return first;
  const position = (frame * (track.length - 1)) / (frames - 1);
  const index = Math.min(track.length - 2, Math.max(0, Math.floor(position)));
  const low = track[index]!;
  return low + (track[index + 1]! - low) * (position - index);
}

/**
 * The same for the tracks of cameras and sprites, whose motion is smooth: from three keys on, Catmull-Rom curves instead of
 * straight lines (a zoom that swings needs a quarter of the keys). Doubles in a fixed order.
 */
export function smoothAt(track: Track, frame: number, frames: number): number {
  const last = track.length - 1;
  if (last < 2 || frames < 2) return valueAt(track, frame, frames);
  const position = (frame * last) / (frames - 1);
  const index = Math.min(last - 1, Math.max(0, Math.floor(position)));
  const t = position - index;
  const [a, b] = [track[index]!, track[index + 1]!];
  const before = index > 0 ? track[index - 1]! : 2 * a - b;
  const after = index + 2 <= last ? track[index + 2]! : 2 * b - a;
  const slope = 0.5 * (b - before);
  const nextSlope = 0.5 * (after - a);
  const rise = b - a;
  return a + t * (slope + t * (3 * rise - 2 * slope - nextSlope + t * (slope + nextSlope - 2 * rise)));
}
