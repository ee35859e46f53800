import { createRandom } from "./random.ts";

/** Side of every texture; a power of two, so that wrapping is a mask. */
export const TEXTURE_SIDE = 1024;
const MASK = TEXTURE_SIDE - 1;

function addOctave(into: Float32Array, cells: number, weight: number, random: () => number): void {
  const lattice = Float32Array.from({ length: cells * cells }, () => random() * 2 - 1);
  const step = TEXTURE_SIDE / cells;
  const fade = Float64Array.from({ length: step }, (_, index) => {
    const t = index / step;
    return t * t * (3 - 2 * t);
  });
  const blended = new Float64Array(cells + 1);
  let at = 0;
  for (let y = 0; y < TEXTURE_SIDE; y += 1) {
    const v = fade[y % step]!;
    const upper = Math.floor(y / step) * cells;
    const lower = (upper + cells) % (cells * cells);
    for (let cell = 0; cell < cells; cell += 1) blended[cell] = lattice[upper + cell]! * (1 - v) + lattice[lower + cell]! * v;
    blended[cells] = blended[0]!;
    for (let cell = 0; cell < cells; cell += 1) {
      const left = blended[cell]! * weight;
      const rise = blended[cell + 1]! * weight - left;
      for (let x = 0; x < step; x += 1) into[at++]! += left + rise * fade[x]!;
    }
  }
}

/**
 * A seamless texture of values around 0 with standard deviation 1: value noise in octaves from 4 to 512 cells a side.
 * @param detail 0: energy in the coarse octaves (a cloud); 1: as much in the finest ones (granite).
 */
export function makeTexture(seed: number, stream: number, detail: number): Float32Array {
  const texture = new Float32Array(TEXTURE_SIDE * TEXTURE_SIDE);
  const random = createRandom(seed, stream);
  let weight = 1;
  for (let cells = 4; cells <= 512; cells *= 2) {
    addOctave(texture, cells, weight, random);
    weight *= 0.42 + 0.53 * detail;
  }
  let squares = 0;
  let sum = 0;
  for (const value of texture) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / texture.length;
  const scale = 1 / Math.sqrt(squares / texture.length - mean * mean);
  for (let at = 0; at < texture.length; at += 1) texture[at] = (texture[at]! - mean) * scale;
  return texture;
}

/** Reads a texture between its samples (bilinear), wrapping around. */
export function sampleTexture(texture: Float32Array, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const u = x - left;
  const v = y - top;
  const row = (top & MASK) * TEXTURE_SIDE;
  const next = ((top + 1) & MASK) * TEXTURE_SIDE;
  const column = left & MASK;
  const beside = (left + 1) & MASK;
  const upper = texture[row + column]! * (1 - u) + texture[row + beside]! * u;
  const lower = texture[next + column]! * (1 - u) + texture[next + beside]! * u;
  return upper * (1 - v) + lower * v;
}
