import { valueAt, type Blob, type GaussiansLayer, type Track } from "../program.ts";
import { cosine, sine } from "../sine.ts";
import type { Canvas } from "./canvas.ts";

/** Half the squared distance, in sigmas, beyond which nothing is drawn: e^-8 of 255 is 0.09. */
const REACH = 8;
const STEPS = 64;
/** e^(-1/64): Math.exp may differ between engines, repeated multiplication does not. */
const RATIO = 0.9844964370054085;
const FALL = new Float64Array(REACH * STEPS + 2);
FALL[0] = 1;
for (let index = 1; index < FALL.length; index += 1) FALL[index] = FALL[index - 1]! * RATIO;

/** e^-x for 0 <= x <= 8, from a table with linear interpolation (error below 4e-5). */
function fall(x: number): number {
  const place = x * STEPS;
  const index = Math.floor(place);
  return FALL[index]! + (FALL[index + 1]! - FALL[index]!) * (place - index);
}

/** Adds two-dimensional Gaussians to the planes. Doubles in a fixed order. */
export function drawGaussians(layer: GaussiansLayer, canvas: Canvas, frame: number): void {
  for (const blob of layer.blobs) drawBlob(blob, canvas, frame);
}

function drawBlob(blob: Blob, canvas: Canvas, frame: number): void {
  const at = (track: Track): number => valueAt(track, frame, canvas.frames);
  const { height } = canvas;
  const [centreX, centreY] = [at(blob.x) * height, at(blob.y) * height];
  const [sigmaX, sigmaY] = [Math.max(0.05, at(blob.sigmaX) * height), Math.max(0.05, at(blob.sigmaY) * height)];
  const [cos, sin] = [cosine(at(blob.angle)), sine(at(blob.angle))];
  const reach = 4 * Math.max(sigmaX, sigmaY);
  canvas.planes.forEach(({ columns, rows, step, offset, values }, plane) => {
    const amplitude = at(blob.amplitudes[plane]!) * 256;
    if (amplitude === 0) return;
    const left = Math.max(0, Math.ceil((centreX - reach) / step));
    const right = Math.min(columns - 1, Math.floor((centreX + reach) / step));
    const top = Math.max(0, Math.ceil((centreY - reach - offset) / step));
    const bottom = Math.min(rows - 1, Math.floor((centreY + reach - offset) / step));
    for (let row = top; row <= bottom; row += 1) {
      const y = row * step + offset - centreY;
      for (let column = left; column <= right; column += 1) {
        const x = column * step - centreX;
        const along = (x * cos + y * sin) / sigmaX;
        const across = (y * cos - x * sin) / sigmaY;
        const half = 0.5 * (along * along + across * across);
        if (half <= REACH) values[row * columns + column]! += Math.floor(amplitude * fall(half) + 0.5);
      }
    }
  });
}
