/*
 * Spatial and temporal information of ITU-T P.910 (https://www.itu.int/rec/T-REC-P.910), on luma code values as they
 * are stored. FFmpeg's siti filter stretches limited range to full range first, so its figures are up to 255/219 higher.
 */

function deviation(sum: number, squares: number, count: number): number {
  const mean = sum / count;
  return Math.sqrt(Math.max(0, squares / count - mean * mean));
}

/** Standard deviation over the inner samples of the Sobel gradient's magnitude. */
export function spatialInformation(luma: Uint8Array, width: number, height: number): number {
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let at = y * width + 1, end = at + width - 2; at < end; at += 1) {
      const nw = luma[at - width - 1]!, n = luma[at - width]!, ne = luma[at - width + 1]!;
      const w = luma[at - 1]!, e = luma[at + 1]!;
      const sw = luma[at + width - 1]!, s = luma[at + width]!, se = luma[at + width + 1]!;
      const gx = ne + 2 * e + se - nw - 2 * w - sw;
      const gy = sw + 2 * s + se - nw - 2 * n - ne;
      const power = gx * gx + gy * gy;
      sum += Math.sqrt(power);
      squares += power;
    }
  }
  return deviation(sum, squares, (width - 2) * (height - 2));
}

/** Standard deviation over all samples of the difference to the frame before. */
export function temporalInformation(luma: Uint8Array, previous: Uint8Array, width: number, height: number): number {
  const count = width * height;
  let sum = 0;
  let squares = 0;
  for (let at = 0; at < count; at += 1) {
    const difference = luma[at]! - previous[at]!;
    sum += difference;
    squares += difference * difference;
  }
  return deviation(sum, squares, count);
}
