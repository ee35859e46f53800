/*
 * SSIM of luma as FFmpeg's ssim filter and x264 compute it: 8x8 windows on a 4x4 grid, flat weights, integer sums.
 * Source: libavfilter/vf_ssim.c (ssim_4x4xn_8bit, ssim_end1, ssim_plane).
 */

/** (0.01 x 255)^2 x 64 and (0.03 x 255)^2 x 64 x 63, rounded: the constants scaled to sums over 64 samples. */
const C1 = 416;
const C2 = 235_963;

/** Sums of one row of 4x4 blocks, interleaved: sum a, sum b, sum of squares of both, sum of products. */
function sumBlockRow(a: Uint8Array, b: Uint8Array, stride: number, blockRow: number, blocks: number, sums: Int32Array): void {
  const top = blockRow * 4 * stride;
  for (let block = 0; block < blocks; block += 1) {
    let s1 = 0, s2 = 0, ss = 0, s12 = 0;
    for (let row = 0, at = top + block * 4; row < 4; row += 1, at += stride) {
      for (let column = at; column < at + 4; column += 1) {
        const p = a[column]! | 0;
        const q = b[column]! | 0;
        s1 = (s1 + p) | 0;
        s2 = (s2 + q) | 0;
        ss = (ss + p * p + q * q) | 0;
        s12 = (s12 + p * q) | 0;
      }
    }
    const out = block * 4;
    sums[out] = s1;
    sums[out + 1] = s2;
    sums[out + 2] = ss;
    sums[out + 3] = s12;
  }
}

/** SSIM of the 8x8 windows that two neighbouring block rows make, summed. */
function sumWindows(upper: Int32Array, lower: Int32Array, blocks: number): number {
  let total = 0;
  for (let x = 0; x < (blocks - 1) * 4; x += 4) {
    const s1 = upper[x]! + upper[x + 4]! + lower[x]! + lower[x + 4]!;
    const s2 = upper[x + 1]! + upper[x + 5]! + lower[x + 1]! + lower[x + 5]!;
    const ss = upper[x + 2]! + upper[x + 6]! + lower[x + 2]! + lower[x + 6]!;
    const s12 = upper[x + 3]! + upper[x + 7]! + lower[x + 3]! + lower[x + 7]!;
    const vars = ss * 64 - s1 * s1 - s2 * s2;
    const covar = s12 * 64 - s1 * s2;
    total += ((2 * s1 * s2 + C1) * (2 * covar + C2)) / ((s1 * s1 + s2 * s2 + C1) * (vars + C2));
  }
  return total;
}

/** Makes a function that gives the SSIM (1 is identical) of the luma planes of two pictures of one size, at least 8x8. */
export function createSsim(width: number, height: number): (a: Uint8Array, b: Uint8Array) => number {
  const blocks = width >> 2;
  const rows = height >> 2;
  if (blocks < 2 || rows < 2) throw new RangeError(`SSIM needs at least 8x8 samples, not ${width}x${height}`);
  let upper = new Int32Array(blocks * 4);
  let lower = new Int32Array(blocks * 4);
  return (a, b) => {
    let total = 0;
    sumBlockRow(a, b, width, 0, blocks, lower);
    for (let row = 1; row < rows; row += 1) {
      [upper, lower] = [lower, upper];
      sumBlockRow(a, b, width, row, blocks, lower);
      total += sumWindows(upper, lower, blocks);
    }
    return total / ((rows - 1) * (blocks - 1));
  };
}
