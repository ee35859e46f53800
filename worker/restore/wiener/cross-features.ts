/**
 * Second differences of luma around a chroma sample, which lies between luma rows 2y and 2y + 1 (MPEG-2 siting): detail that
 * chroma lost and luma kept, as in VVC's cross-component ALF. Horizontal and vertical at 1, 2 and 4 luma samples.
 * @param at the luma sample (2x, 2y) in a plane with a border of 8.
 */
export function crossFeatures(luma: Uint8Array, at: number, stride: number, into: Int32Array): void {
  const below = at + stride;
  const centre = (luma[at] as number) + (luma[below] as number);
  into[0] = (luma[at - 1] as number) + (luma[at + 1] as number) + (luma[below - 1] as number) + (luma[below + 1] as number) - 2 * centre;
  into[1] = 2 * ((luma[at - stride] as number) + (luma[below + stride] as number) - centre);
  into[2] = (luma[at - 2] as number) + (luma[at + 2] as number) + (luma[below - 2] as number) + (luma[below + 2] as number) - 2 * centre;
  into[3] = (luma[at - 2 * stride] as number) + (luma[at - stride] as number) + (luma[below + stride] as number) + (luma[below + 2 * stride] as number) - 2 * centre;
  into[4] = (luma[at - 4] as number) + (luma[at + 4] as number) + (luma[below - 4] as number) + (luma[below + 4] as number) - 2 * centre;
  into[5] = (luma[at - 4 * stride] as number) + (luma[at - 3 * stride] as number) + (luma[below + 3 * stride] as number) + (luma[below + 4 * stride] as number) - 2 * centre;
}
