import { SAMPLES_PER_PIXEL, type Layer, type SceneProgram, type Track } from "../program.ts";

/** Luma samples and a quarter as many of either chroma plane. */
const CHROMA_SHARE = 0.25;
const largest = (track: Track): number => Math.max(...track.map(Math.abs));

/**
 * Multiplications per luma sample that rendering one frame takes, counted by layer and rounded; spots and sprites by the share
 * of the picture that they can cover at their largest.
 * @param aspect the picture's width in picture heights.
 */
export function multipliesPerPixel(program: SceneProgram, aspect = 16 / 9): number {
  return Math.round(program.layers.reduce((sum, layer) => sum + costOf(layer, aspect), 0));
}

function costOf(layer: Layer, aspect: number): number {
  const shareOf = (area: number): number => Math.min(1, area / aspect);
  switch (layer.kind) {
    case "gradient":
      // Horner's scheme along a row takes one multiplication for each degree: 1, 3, 6, 10 coefficients are degrees 0 to 3.
      return layer.planes.reduce((sum, { length }, plane) => sum + [1, 3, 6, 10].indexOf(length) * (plane === 0 ? 1 : CHROMA_SHARE), 0);
    case "waves":
      return layer.waves.reduce((sum, { plane }) => sum + 2 * (plane === 0 ? 1 : CHROMA_SHARE), 0);
    case "plasma":
      // The field is drawn for luma and once for both chroma planes: two sines, and four products for each term; then the tones.
      return (1 + CHROMA_SHARE) * (2 + 4 * layer.terms.length) + SAMPLES_PER_PIXEL * 4;
    case "noise":
      return 2 * (layer.plane === 0 ? 1 : CHROMA_SHARE);
    case "gaussians":
      return layer.blobs.reduce((sum, { sigmaX, sigmaY }) => sum + shareOf((8 * Math.max(largest(sigmaX), largest(sigmaY))) ** 2) * SAMPLES_PER_PIXEL * 8, 0);
    case "plate":
      return SAMPLES_PER_PIXEL * 20;
    case "sprite":
      // The square around it is walked, whatever its turn; the curve between keys may swing a little beyond them.
      return shareOf((2.2 * largest(layer.zoom) * Math.hypot(layer.halfWidth, layer.halfHeight)) ** 2) * SAMPLES_PER_PIXEL * 28;
  }
}
