/*
 * The 8x8 transform of the pictures. The inverse is HEVC's integer DCT (ITU-T H.265, 8.6.4.2) with its shifts, so it is exact
 * everywhere; the forward one runs in the encoder only and is the orthonormal DCT in floating point.
 */

const HEVC = [
  [64, 64, 64, 64, 64, 64, 64, 64],
  [89, 75, 50, 18, -18, -50, -75, -89],
  [83, 36, -36, -83, -83, -36, 36, 83],
  [75, -18, -89, -50, 50, 89, 18, -75],
  [64, -64, -64, 64, 64, -64, -64, 64],
  [50, -89, 18, 75, -75, -18, 89, -50],
  [36, -83, 83, -36, -36, 83, -83, 36],
  [18, -50, 75, -89, 89, -75, 50, -18],
];
const MATRIX = Int32Array.from(HEVC.flat());
const FORWARD = Float64Array.from(MATRIX, (value) => value / (64 * Math.sqrt(8)));
/** An orthonormal coefficient of 1 is 16 at the input of HEVC's inverse. */
const SCALE = 16;
const clamp16 = (value: number): number => (value < -32768 ? -32768 : value > 32767 ? 32767 : value);

/** Scan order: index in the block (row * 8 + column) of the n-th coefficient. */
export const ZIGZAG = Uint8Array.from(
  Array.from({ length: 64 }, (_, at) => at).sort((a, b) => {
    const [da, db] = [(a >> 3) + (a & 7), (b >> 3) + (b & 7)];
    return da - db || (da % 2 === 0 ? (b >> 3) - (a >> 3) : (a >> 3) - (b >> 3));
  }),
);

const between = new Float64Array(64);

/** Orthonormal DCT of 64 samples (row by row). */
export function forwardBlock(samples: Float64Array, into: Float64Array): void {
  for (let row = 0; row < 8; row += 1) {
    for (let k = 0; k < 8; k += 1) {
      let sum = 0;
      for (let n = 0; n < 8; n += 1) sum += FORWARD[k * 8 + n]! * samples[row * 8 + n]!;
      between[row * 8 + k] = sum;
    }
  }
  for (let column = 0; column < 8; column += 1) {
    for (let k = 0; k < 8; k += 1) {
      let sum = 0;
      for (let n = 0; n < 8; n += 1) sum += FORWARD[k * 8 + n]! * between[n * 8 + column]!;
      into[k * 8 + column] = sum;
    }
  }
}

const dequantised = new Int32Array(64);
const columnsDone = new Int32Array(64);

/**
 * Samples (about -128..127, unclipped) of quantised coefficients.
 * @param coefficients array in which 64 coefficients start at `at`, in zigzag order.
 */
export function inverseBlock(coefficients: Int16Array, at: number, step: number, into: Int32Array): void {
  dequantised.fill(0);
  for (let n = 0; n < 64; n += 1) {
    const level = coefficients[at + n]!;
    if (level !== 0) dequantised[ZIGZAG[n]!] = clamp16(level * step * SCALE);
  }
  for (let column = 0; column < 8; column += 1) {
    for (let n = 0; n < 8; n += 1) {
      let sum = 64;
      for (let k = 0; k < 8; k += 1) sum += MATRIX[k * 8 + n]! * dequantised[k * 8 + column]!;
      columnsDone[n * 8 + column] = clamp16(sum >> 7);
    }
  }
  for (let row = 0; row < 8; row += 1) {
    for (let n = 0; n < 8; n += 1) {
      let sum = 2048;
      for (let k = 0; k < 8; k += 1) sum += MATRIX[k * 8 + n]! * columnsDone[row * 8 + k]!;
      into[row * 8 + n] = sum >> 12;
    }
  }
}
