/*
 * The filters' supports. Every filter is a sum of differences to the sample itself, so that flat areas stay as they are
 * (DC gain 1) whatever the coefficients; taps lie in point-symmetric pairs that share a coefficient, as in VVC's ALF.
 */

export type Taps = "diamond5" | "diamond7" | "diamond9" | "star9";

/** Offset (x, y) of one of a pair's samples; the other is at (-x, -y). */
type Pair = readonly [x: number, y: number];


/** Differences are clipped to this many grey levels for the clipped taps. */
export const CLIP_LEVELS = 8;

/** Differences to the pictures before and after are clipped to these: noise alone, and more than noise. */
export const TEMPORAL_CLIPS = [4, 24] as const;
/** Features over time: before and after, for each clip. */
export const TEMPORAL_TAPS = 4;

/** Samples around a plane that are copies of its edge: the widest tap (4), or the cross-component taps (5), inside the last block. */
export const BORDER = 8;

/** Features of the chroma filters that look at luma. */
export const CROSS_TAPS = 6;

function diamond(radius: number): Pair[] {
  const pairs: Pair[] = [];
  for (let y = 0; y <= radius; y += 1) {
    for (let x = -radius; x <= radius; x += 1) {
      if (Math.abs(x) + y <= radius && (y > 0 || x > 0)) pairs.push([x, y]);
    }
  }
  return pairs;
}

/** star9: of the outermost ring of diamond9 only the tips earn their bits (README.md), and they earn most of what it gains over diamond7. */
const LINEAR_PAIRS: Record<Taps, Pair[]> = { diamond5: diamond(2), diamond7: diamond(3), diamond9: diamond(4), star9: [...diamond(3), [4, 0], [0, 4]] };

export const CHROMA_PAIRS = diamond(2);
const CLIPPED_PAIRS = diamond(2);

/** Pairs of a luma filter: the linear ones, then the clipped ones. */
export function lumaPairs(taps: Taps, clipped: boolean): { linear: Pair[]; clipped: Pair[] } {
  return { linear: LINEAR_PAIRS[taps], clipped: clipped ? CLIPPED_PAIRS : [] };
}

/** Coefficients by the diamond's ring they lie on, which is what their size depends on: contexts of the entropy coder. */
export function lumaRings(taps: Taps, clipped: boolean, temporal: boolean): number[] {
  const pairs = lumaPairs(taps, clipped);
  return [...pairs.linear.map(ringOf), ...pairs.clipped.map((pair) => 4 + ringOf(pair)), ...temporalRings(temporal)];
}

export function chromaRings(temporal: boolean): number[] {
  return [...CHROMA_PAIRS.map(ringOf), ...Array.from({ length: CROSS_TAPS }, (_, at) => 2 + (at >> 1)), ...temporalRings(temporal)];
}

const temporalRings = (temporal: boolean): number[] => (temporal ? [6, 6, 7, 7] : []);

export const RINGS = 8;
const ringOf = ([x, y]: Pair): number => Math.abs(x) + Math.abs(y) - 1;

/** Turns of the support that bring a block's direction to one of two: as it is, transposed, mirrored. */
export const TURNS = 3;

/** Offsets of the pairs in a plane of that stride, for each turn. */
export function offsetsOf(pairs: Pair[], stride: number): Int32Array[] {
  const at = (turn: (pair: Pair) => Pair) => Int32Array.from(pairs, (pair) => {
    const [x, y] = turn(pair);
    return y * stride + x;
  });
  return [at((pair) => pair), at(([x, y]) => [y, x]), at(([x, y]) => [-x, y])];
}
