import { fitLinear } from "./solve.ts";

/** An ellipse in the plane of two chroma values, as the affine map that makes it the unit circle. */
export interface Palette {
  middleU: number;
  middleV: number;
  /** Unit circle = matrix * (U - middleU, V - middleV), row by row. */
  matrix: [number, number, number, number];
}

/** Least extent of the colours, in code values: below it rounding hides the angle. */
const LEAST_RADIUS = 8;
/** Distance from the ellipse that is still one, RMS, in code values, or this share of its radius. */
const MOST_DISTANCE = 1.2;
const MOST_SHARE = 0.08;

/**
 * Finds out whether all colours lie on one ellipse, as those of a cyclic palette do (U and V are sinusoids of the same
 * field). Least squares of a conic, in the middle of the colours. Null when they do not.
 */
export function findPalette(u: Float64Array, v: Float64Array): Palette | null {
  const n = u.length;
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / n;
  const [meanU, meanV] = [mean(u), mean(v)];
  const scale = 1 / 64;
  const [x, y] = [u.map((value) => (value - meanU) * scale), v.map((value) => (value - meanV) * scale)];
  // a x2 + b xy + c y2 + d x + e y + f = 0 with a + c = 1, which is linear and takes arcs as well as whole ellipses.
  const minus = (values: Float64Array): Float64Array => values.map((value) => -value);
  const conic = fitLinear([x.map((p, at) => p * p - y[at]! ** 2), minus(x.map((p, at) => p * y[at]!)), minus(x), minus(y), new Float64Array(n).fill(-1)], x.map((p) => p * p));
  if (!conic) return null;
  const [c, b, d, e, f] = conic.weights as unknown as [number, number, number, number, number];
  const a = 1 - c;
  const determinant = 4 * a * c - b * b;
  if (!(determinant > 1e-9) || a <= 0) return null;
  const [middleX, middleY] = [(b * e - 2 * c * d) / determinant, (b * d - 2 * a * e) / determinant];
  const size = -(f + (d * middleX + e * middleY) / 2);
  if (!(size > 0)) return null;
  // a x2 + b xy + c y2 = size around the middle: Cholesky of the quadratic form gives the map to the circle.
  const l11 = Math.sqrt(a / size);
  const l21 = b / (2 * size) / l11;
  const l22 = Math.sqrt(Math.max(0, c / size - l21 * l21));
  const palette: Palette = { middleU: meanU + middleX / scale, middleV: meanV + middleY / scale, matrix: [l11 * scale, l21 * scale, 0, l22 * scale] };
  const radius = 1 / (scale * Math.sqrt(Math.sqrt(determinant / 4) / size));
  let squares = 0;
  for (let at = 0; at < n; at += 1) squares += (Math.hypot(...onCircle(palette, u[at]!, v[at]!)) - 1) ** 2;
  const distance = Math.sqrt(squares / n);
  if (!(radius >= LEAST_RADIUS) || distance > Math.max(MOST_SHARE, MOST_DISTANCE / radius)) return null;
  return palette;
}

function onCircle({ middleU, middleV, matrix }: Palette, u: number, v: number): [number, number] {
  const [du, dv] = [u - middleU, v - middleV];
  return [matrix[0] * du + matrix[1] * dv, matrix[2] * du + matrix[3] * dv];
}

/** Angle on the palette in turns, -0.5 to 0.5. */
export function angleOf(palette: Palette, u: number, v: number): number {
  const [x, y] = onCircle(palette, u, v);
  return Math.atan2(y, x) / (2 * Math.PI);
}

/** Takes whole turns out of a difference: the result is -0.5 to 0.5. */
export const shortest = (turns: number): number => turns - Math.round(turns);

/**
 * Angles of one whole chroma picture without jumps: along the first row, then down every column; each sample takes the turn
 * that is nearest to its neighbours'.
 */
export function unwrapAngles(palette: Palette, u: Uint8Array, v: Uint8Array, columns: number): Float64Array {
  const angles = new Float64Array(u.length);
  for (let at = 0; at < u.length; at += 1) {
    const angle = angleOf(palette, u[at]!, v[at]!);
    const left = at % columns > 0 ? angles[at - 1]! : null;
    const above = at >= columns ? angles[at - columns]! : null;
    const guess = left !== null && above !== null ? (left + above) / 2 : (above ?? left ?? 0);
    angles[at] = guess + shortest(angle - guess);
  }
  return angles;
}
