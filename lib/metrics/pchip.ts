/**
 * Piecewise cubic Hermite interpolation that keeps monotone data monotone (Fritsch and Carlson 1980; slopes as in
 * Fritsch and Butland 1984, end slopes three-point and shape-preserving). The same scheme as scipy's PchipInterpolator
 * and as the JCT-VC BD-rate spreadsheet (JCTVC-E137).
 */
export interface Pchip {
  readonly xs: readonly number[];
  /** Value at x, which must lie within the knots. */
  at(x: number): number;
  /** Definite integral from a to b, both within the knots. */
  integral(a: number, b: number): number;
}

function endSlope(h0: number, h1: number, delta0: number, delta1: number): number {
  const slope = ((2 * h0 + h1) * delta0 - h0 * delta1) / (h0 + h1);
  if (Math.sign(slope) !== Math.sign(delta0)) return 0;
  if (Math.sign(delta0) !== Math.sign(delta1) && Math.abs(slope) > 3 * Math.abs(delta0)) return 3 * delta0;
  return slope;
}

function slopesOf(h: number[], delta: number[]): number[] {
  const last = h.length - 1;
  if (last === 0) return [delta[0]!, delta[0]!];
  const inner = delta.slice(1).map((next, index) => {
    const previous = delta[index]!;
    if (previous * next <= 0) return 0;
    const w1 = 2 * h[index + 1]! + h[index]!;
    const w2 = h[index + 1]! + 2 * h[index]!;
    return (w1 + w2) / (w1 / previous + w2 / next);
  });
  return [endSlope(h[0]!, h[1]!, delta[0]!, delta[1]!), ...inner, endSlope(h[last]!, h[last - 1]!, delta[last]!, delta[last - 1]!)];
}

/**
 * Builds the interpolant.
 * @param xs knots, strictly ascending, at least two
 * @param ys values, as many
 * @throws {RangeError} when the knots do not ascend or the lengths differ
 */
export function createPchip(xs: readonly number[], ys: readonly number[]): Pchip {
  if (xs.length < 2 || xs.length !== ys.length) throw new RangeError(`pchip needs two or more points, got ${xs.length} and ${ys.length}`);
  const h = xs.slice(1).map((x, index) => x - xs[index]!);
  if (h.some((step) => !(step > 0))) throw new RangeError("pchip needs strictly ascending knots");
  const delta = h.map((step, index) => (ys[index + 1]! - ys[index]!) / step);
  const d = slopesOf(h, delta);
  const first = xs[0]!;
  const final = xs[xs.length - 1]!;

  const segmentOf = (x: number): number => {
    if (!(x >= first && x <= final)) throw new RangeError(`${x} is outside the curve's range ${first} to ${final}`);
    let index = 0;
    while (index < h.length - 1 && x > xs[index + 1]!) index += 1;
    return index;
  };
  // On segment i with s = x - x_i: y_i + d_i s + c s^2 + b s^3.
  const coefficients = (i: number) => ({
    c: (3 * delta[i]! - 2 * d[i]! - d[i + 1]!) / h[i]!,
    b: (d[i]! - 2 * delta[i]! + d[i + 1]!) / (h[i]! * h[i]!),
  });
  const antiderivative = (i: number, s: number): number => {
    const { b, c } = coefficients(i);
    return s * (ys[i]! + s * (d[i]! / 2 + s * (c / 3 + (s * b) / 4)));
  };

  return {
    xs,
    at(x) {
      const i = segmentOf(x);
      const { b, c } = coefficients(i);
      const s = x - xs[i]!;
      return ys[i]! + s * (d[i]! + s * (c + s * b));
    },
    integral(a, b) {
      if (a > b) return -this.integral(b, a);
      const from = segmentOf(a);
      const to = segmentOf(b);
      let sum = 0;
      for (let i = from; i <= to; i += 1) {
        const start = i === from ? a - xs[i]! : 0;
        const end = i === to ? b - xs[i]! : h[i]!;
        sum += antiderivative(i, end) - antiderivative(i, start);
      }
      return sum;
    },
  };
}
