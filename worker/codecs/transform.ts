import type { Downscale, Transform } from "#lib/plan/schema.ts";
import type { Upscaler } from "./container.ts";

/** Pictures are never coded smaller than this, so that every encoder can take them. */
const MIN_CODED = 16;

/**
 * Size of the coded picture along one side, in luma samples: the source's side times the factor, rounded to the nearest
 * even number (4:2:0 wants even sides), at least 16 and never above the source.
 */
function scaledSide(side: number, factor: Downscale["factor"]): number {
  const [numerator, denominator] = factor === "3/4" ? [3, 4] : factor === "2/3" ? [2, 3] : [1, 2];
  return Math.min(side, Math.max(MIN_CODED, 2 * Math.round((side * numerator) / (2 * denominator))));
}

/** Size of the coded picture. */
export function codedSizeOf(source: { width: number; height: number }, transform: Transform | null): { width: number; height: number } {
  const factor = transform?.downscale?.factor;
  return factor ? scaledSize(source, factor) : { width: source.width, height: source.height };
}

/** Size of a picture that is made smaller by a factor. */
export function scaledSize(source: { width: number; height: number }, factor: Downscale["factor"]): { width: number; height: number } {
  return { width: scaledSide(source.width, factor), height: scaledSide(source.height, factor) };
}

/** swscale in its exact forms: the same bytes on every processor, chroma filtered at full precision. */
export function scaleFilter(width: number, height: number, kernel: Upscaler): string {
  return `scale=w=${width}:h=${height}:flags=${kernel}+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact`;
}

/**
 * hqdn3d's other three strengths follow luma_spatial as in the filter's own defaults (4:3:6:4.5). nlmeans looks for 5x5
 * patches in a 7x7 window: 19 ms a picture at 640x360, where the filter's default window of 15 takes 93 ms.
 */
function denoiseFilter({ filter, strength }: NonNullable<Transform["denoise"]>): string {
  return filter === "hqdn3d"
    ? `hqdn3d=luma_spatial=${strength}:chroma_spatial=${strength * 0.75}:luma_tmp=${strength * 1.5}:chroma_tmp=${strength * 1.125}`
    : `nlmeans=s=${strength}:p=5:r=7`;
}

/** Filters run before coding, in order: noise is removed at full size, then the picture is made smaller. */
export function filtersBefore(source: { width: number; height: number }, transform: Transform | null): string[] {
  const filters: string[] = [];
  if (transform?.denoise) filters.push(denoiseFilter(transform.denoise));
  if (transform?.downscale) {
    const { width, height } = codedSizeOf(source, transform);
    filters.push(scaleFilter(width, height, transform.downscale.kernel));
  }
  return filters;
}

/** Filters run after decoding. They follow from the bitstream's header alone. */
export function filtersAfter(source: { width: number; height: number }, upscaler: Upscaler | null): string[] {
  return upscaler === null ? [] : [scaleFilter(source.width, source.height, upscaler)];
}
