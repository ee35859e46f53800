/** Code value of "the rendering is right". */
const MIDDLE = 128;

const clip = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);

/** What the base codec codes under a scene program: picture - rendering + 128, clipped to 0..255. All are planar I420. */
export function subtractRendering(picture: Uint8Array, rendering: Uint8Array, into: Uint8Array): void {
  for (let at = 0; at < into.length; at += 1) into[at] = clip(picture[at]! - rendering[at]! + MIDDLE);
}

/** The inverse in the decoder: residual + rendering - 128, clipped to 0..255. */
export function addRendering(residual: Uint8Array, rendering: Uint8Array, into: Uint8Array): void {
  for (let at = 0; at < into.length; at += 1) into[at] = clip(residual[at]! + rendering[at]! - MIDDLE);
}
