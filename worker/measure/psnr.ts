/** Peak of an 8-bit sample. */
const PEAK = 255;

/**
 * What a plane counts for at most inside PSNR-YUV when another plane differs: with infinity in the mean, a clip without
 * colour would score "identical" however bad its luma is. It bounds finite values too (one sample off by one in 640x360
 * over 48 frames is 112 dB): a damaged plane never scores above an identical one. HM writes 999.99, libvmaf caps at 60.
 */
export const IDENTICAL_PLANE_DB = 100;

/**
 * Sum of squared differences of two equally long runs of 8-bit samples.
 * Exact: 16384 x 16384 samples x 255^2 stays below 2^53.
 */
export function sumOfSquaredErrors(a: Uint8Array, b: Uint8Array, start = 0, end = a.length): number {
  let total = 0;
  for (let at = start; at < end; ) {
    // An inner sum of at most 2^15 x 255^2 < 2^31 stays a machine integer, which is several times faster.
    const stop = Math.min(end, at + 32_768);
    let part = 0;
    for (; at < stop; at += 1) {
      const difference = a[at]! - b[at]!;
      part = (part + difference * difference) | 0;
    }
    total += part;
  }
  return total;
}

/**
 * PSNR in dB of a sum of squared errors over so many samples, 10 log10(255^2 / MSE), as FFmpeg's psnr filter computes
 * its "average" from the mean MSE. Null: identical, that is infinite.
 */
export function psnrOf(sse: number, samples: number): number | null {
  return sse === 0 ? null : 10 * Math.log10((PEAK * PEAK * samples) / sse);
}

/** PSNR-YUV = (6 Y + U + V) / 8 in dB, as in JCT-VC's common test conditions; null when all three are identical. */
export function weightedPsnr(y: number | null, u: number | null, v: number | null): number | null {
  if (y === null && u === null && v === null) return null;
  const finite = (plane: number | null): number => Math.min(plane ?? IDENTICAL_PLANE_DB, IDENTICAL_PLANE_DB);
  return (6 * finite(y) + finite(u) + finite(v)) / 8;
}

/** Squared errors of the three planes of one I420 picture. */
export interface PlaneErrors {
  y: number;
  u: number;
  v: number;
}

/** Squared errors of each plane of two planar I420 pictures. */
export function planeErrors(a: Uint8Array, b: Uint8Array, width: number, height: number): PlaneErrors {
  const luma = width * height;
  const chroma = luma / 4;
  return {
    y: sumOfSquaredErrors(a, b, 0, luma),
    u: sumOfSquaredErrors(a, b, luma, luma + chroma),
    v: sumOfSquaredErrors(a, b, luma + chroma, luma + 2 * chroma),
  };
}

export const noErrors = (): PlaneErrors => ({ y: 0, u: 0, v: 0 });

/** Adds the errors of more pictures to a sum. */
export function addErrors(sum: PlaneErrors, { y, u, v }: PlaneErrors): void {
  sum.y += y;
  sum.u += u;
  sum.v += v;
}

/** PSNR of each plane, and weighted, from squared errors summed over `frames` pictures. */
export function psnrOfErrors(errors: PlaneErrors, width: number, height: number, frames: number) {
  const luma = width * height * frames;
  const [psnrY, psnrU, psnrV] = [psnrOf(errors.y, luma), psnrOf(errors.u, luma / 4), psnrOf(errors.v, luma / 4)];
  return { psnrY, psnrU, psnrV, psnrYuv: weightedPsnr(psnrY, psnrU, psnrV) };
}
