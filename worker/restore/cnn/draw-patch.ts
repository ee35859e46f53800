import { INPUT_STEPS, OUTPUT_UNIT, trusted, type PlaneKind } from "./architecture.ts";
import type { FloatNetwork, Region } from "./float-network.ts";
import type { PlanePair } from "./load-planes.ts";
import type { Random } from "./random.ts";

/** Where a patch lies in its plane; it may reach over the edges. */
export interface Patch {
  pair: PlanePair;
  x: number;
  y: number;
}

/** Chroma planes are drawn as often as they count in PSNR-YUV: (6 Y + U + V) / 8. */
const CHROMA_SHARE = 0.25;

/** What the network sees of a guide that differs by -255 to 255 from luma, and of a guide of chroma, in its unit. */
const SEEN_DIFFERENCE = Float32Array.from({ length: 511 }, (_, at) => trusted(at - 255) / INPUT_STEPS);
const SEEN_SAMPLE = Float32Array.from({ length: 256 }, (_, value) => (value - INPUT_STEPS) / INPUT_STEPS);

/** Draws places for patches, every sample of a kind's planes about equally often. */
export function createDraw(planes: PlanePair[], side: number, margin: number, random: Random): () => Patch {
  const kinds: Record<PlaneKind, PlanePair[]> = { luma: planes.filter(({ kind }) => kind === "luma"), chroma: planes.filter(({ kind }) => kind === "chroma") };
  return () => {
    const list = kinds.chroma.length > 0 && random.next() < CHROMA_SHARE ? kinds.chroma : kinds.luma;
    const pair = list[random.below(list.length)]!;
    // The samples within `margin` of the patch's edge do not count, so the patch may hang over by as much.
    const place = (length: number): number => (length <= side - 2 * margin ? -margin : random.below(length - side + 2 * margin + 1) - margin);
    return { pair, x: place(pair.width), y: place(pair.height) };
  };
}

/** Sum of the squared targets over a region: the squared error of a network that does nothing, in the network's unit. */
export function errorWithout({ target, stride }: FloatNetwork, { x0, y0, x1, y1 }: Region): number {
  let sum = 0;
  for (let y = y0; y < y1; y += 1) {
    const line = (y + 1) * stride + 4;
    for (let x = x0; x < x1; x += 1) sum += target[line + x]! * target[line + x]!;
  }
  return sum;
}

/** The samples of a patch whose result does not depend on anything outside the patch and its ring, and which the plane has. */
export function regionOf({ pair, x, y }: Patch, side: number, margin: number): Region {
  return { x0: margin, y0: margin, x1: Math.min(side - margin, pair.width - x), y1: Math.min(side - margin, pair.height - y) };
}

/** Writes the patch and its ring into the network's input and target; beyond the plane its edge is repeated, as in the decoder. */
export function fillPatch({ input, target, stride, plane, inputs }: FloatNetwork, { pair: { kind, width, height, decoded, source, guides: [second, third] }, x, y }: Patch, side: number): void {
  const luma = kind === "luma";
  for (let row = -1; row <= side; row += 1) {
    const line = Math.min(Math.max(y + row, 0), height - 1) * width;
    const into = (row + 1) * stride + 4;
    for (let column = -1; column <= side; column += 1) {
      const at = line + Math.min(Math.max(x + column, 0), width - 1);
      const value = decoded[at]!;
      input[into + column] = SEEN_SAMPLE[value]!;
      target[into + column] = (source[at]! - value) / OUTPUT_UNIT;
      if (inputs === 1) continue;
      input[into + column + plane] = luma ? SEEN_DIFFERENCE[second[at]! - value + 255]! : SEEN_SAMPLE[second[at]!]!;
      input[into + column + 2 * plane] = luma ? SEEN_DIFFERENCE[third[at]! - value + 255]! : SEEN_SAMPLE[third[at]!]!;
    }
  }
}
