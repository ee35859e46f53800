/*
 * Reading a picture between its samples: the 4-tap Catmull-Rom kernel at 64 phases, weights in 1/128 that sum to 1. Places are
 * in 1/65536 samples; outside the picture its border goes on.
 */

const PHASES = 64;
export const KERNEL = new Int32Array(PHASES * 4);
for (let phase = 0; phase < PHASES; phase += 1) {
  const t = phase / PHASES;
  const exact = [t * (-1 + t * (2 - t)) / 2, 1 + (t * t * (3 * t - 5)) / 2, (t * (1 + t * (4 - 3 * t))) / 2, (t * t * (t - 1)) / 2];
  const rounded = exact.map((weight) => Math.round(weight * 128));
  rounded[t < 0.5 ? 1 : 2]! += 128 - rounded.reduce((sum, weight) => sum + weight, 0);
  KERNEL.set(rounded, phase * 4);
}

export interface PlaneView {
  samples: Uint8Array;
  start: number;
  columns: number;
  rows: number;
}

/** Value in 1/256 code values at a place given in 1/65536 samples. */
export function samplePlane({ samples, start, columns, rows }: PlaneView, placeX: number, placeY: number): number {
  const x = placeX >> 16;
  const y = placeY >> 16;
  const kx = ((placeX >> 10) & 63) * 4;
  const ky = ((placeY >> 10) & 63) * 4;
  let sum = 0;
  if (x > 0 && y > 0 && x < columns - 2 && y < rows - 2) {
    let at = start + (y - 1) * columns + x - 1;
    const [k0, k1, k2, k3] = [KERNEL[kx]!, KERNEL[kx + 1]!, KERNEL[kx + 2]!, KERNEL[kx + 3]!];
    for (let row = 0; row < 4; row += 1, at += columns) {
      sum += KERNEL[ky + row]! * (k0 * samples[at]! + k1 * samples[at + 1]! + k2 * samples[at + 2]! + k3 * samples[at + 3]!);
    }
  } else {
    for (let row = 0; row < 4; row += 1) {
      const line = start + Math.min(rows - 1, Math.max(0, y - 1 + row)) * columns;
      let part = 0;
      for (let tap = 0; tap < 4; tap += 1) part += KERNEL[kx + tap]! * samples[line + Math.min(columns - 1, Math.max(0, x - 1 + tap))]!;
      sum += KERNEL[ky + row]! * part;
    }
  }
  return (sum + 32) >> 6;
}

/** A place in samples as 1/65536 within 15 bits of samples. */
export const placeOf = (samples: number): number => Math.round(Math.max(-16_000, Math.min(16_000, samples)) * 65536);
