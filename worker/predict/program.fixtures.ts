import type { Blob, Geometry, Layer, SceneProgram } from "./program.ts";
import { quantiseProgram } from "./write-program.ts";

/** A painted picture with some of everything: ramps, edges, texture. */
export function paintedPicture(width: number, height: number, step = 8) {
  const samples = new Uint8Array((width * height * 3) / 2);
  for (let at = 0; at < samples.length; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)];
    samples[at] = 90 + ((x * 3 + y) % 50) + (x > y ? 30 : 0) + ((x * x + 3 * y) % 7);
  }
  return { width, height, step, samples, coefficients: null };
}

const blob = (x: number, plane: [number, number, number]): Blob => ({ x: [x, x + 0.2], y: [0.4], sigmaX: [0.05], sigmaY: [0.1, 0.08], angle: [0.1], amplitudes: [[plane[0]], [plane[1]], [plane[2]]] });

export const EVERY_LAYER: readonly Layer[] = [
  { kind: "gradient", planes: [[[110], [20, 25], [-15], [3], [1], [-2], [1], [0], [2], [1]], [[128], [4], [-5, 5]], [[120]]] },
  { kind: "waves", waves: [{ plane: 0, amplitude: [20], frequency: [1.5], direction: [0.1, 0.13], phase: [0.2, 0.9] }, { plane: 2, amplitude: [12, 9], frequency: [14.25], direction: [-0.3], phase: [0.7] }] },
  {
    kind: "plasma",
    scale: [1.6],
    bends: [[0.35], [0.4]],
    warps: [{ alongX: [0], alongY: [0.9], weight: [1], phase: [0.2, 0.6] }, { alongX: [0.7], alongY: [0.05], weight: [1], phase: [0.5] }],
    terms: [{ alongX: [1], alongY: [0], weight: [0.25], phase: [0.1, 0.4] }, { alongX: [0], alongY: [1.3], weight: [0.2], phase: [0.3] }],
    tones: [{ base: [112], slope: [-60], swing: [30], rate: [3.25], phase: [0.4] }, { base: [128], slope: [0], swing: [60], rate: [0.9], phase: [0.4] }, { base: [128], slope: [2], swing: [60], rate: [0.9], phase: [0.02] }],
  },
  { kind: "noise", plane: 0, cells: 3.5, columns: 6, rows: 4, values: Array.from({ length: 24 }, (_, index) => ((index * 37) % 19) - 9), x: [0, 0.5], y: [0.1] },
  { kind: "gaussians", blobs: [blob(0.3, [60, 10, -20]), blob(0.9, [-30, 0, 5])] },
  { kind: "sprite", shape: "disc", halfWidth: 0.2, halfHeight: 0.2, picture: paintedPicture(20, 18), x: [0.3, 0.9], y: [0.5], angle: [0, 0.2], zoom: [1] },
  { kind: "sprite", shape: "box", halfWidth: 0.3, halfHeight: 0.15, picture: paintedPicture(24, 12), x: [0.5], y: [0.5, 0.7], angle: [0.1], zoom: [1, 1.2] },
];

export const PLATE: Layer = { kind: "plate", picture: paintedPicture(90, 60), zoom: [0.8, 0.9], angle: [0, 0.02], x: [0.8, 1], y: [0.7] };

export const SMALL: Geometry = { width: 64, height: 48, frames: 9 };

/** A program of all kinds of layer, rounded. */
export const everyLayer = (precision = 10): SceneProgram => quantiseProgram({ precision: 10, keys: 2, layers: [PLATE, ...EVERY_LAYER] }, precision);
