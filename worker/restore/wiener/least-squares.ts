/**
 * Normal equations of one class: the filter w that minimises sum (t - w.f)^2 solves A w = b, and lowers the squared error by
 * 2 b.w - w.A.w. All sums are of integers below 2^53, thus exact and the same in any order.
 */
export interface Equations {
  /** Row by row, symmetric. */
  a: Float64Array;
  b: Float64Array;
}

export function add(one: Equations, other: Equations): Equations {
  return { a: one.a.map((value, at) => value + (other.a[at] as number)), b: one.b.map((value, at) => value + (other.b[at] as number)) };
}

/** Keeps flat classes solvable; small against any texture (a sum of squares over many samples). */
const RIDGE_SHARE = 1e-5;
const RIDGE = 1;

/** The least-squares filter, by Cholesky's factorisation. */
export function solve({ a, b }: Equations): Float64Array {
  const size = b.length;
  const lower = new Float64Array(size * size);
  const x = Float64Array.from(b);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = a[row * size + column] as number;
      if (row === column) sum += RIDGE_SHARE * sum + RIDGE;
      for (let k = 0; k < column; k += 1) sum -= (lower[row * size + k] as number) * (lower[column * size + k] as number);
      // Rounding may take a pivot of nearly dependent features below zero; the ridge is its least value.
      lower[row * size + column] = row === column ? Math.sqrt(Math.max(sum, RIDGE)) : sum / (lower[column * size + column] as number);
    }
  }
  for (let row = 0; row < size; row += 1) {
    let sum = x[row] as number;
    for (let k = 0; k < row; k += 1) sum -= (lower[row * size + k] as number) * (x[k] as number);
    x[row] = sum / (lower[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = x[row] as number;
    for (let k = row + 1; k < size; k += 1) sum -= (lower[k * size + row] as number) * (x[k] as number);
    x[row] = sum / (lower[row * size + row] as number);
  }
  return x;
}

/** Squared error that a filter takes away. */
export function gainOf({ a, b }: Equations, filter: ArrayLike<number>, scale = 1): number {
  const size = b.length;
  let gain = 0;
  for (let row = 0; row < size; row += 1) {
    const weight = (filter[row] as number) * scale;
    if (weight === 0) continue;
    let sum = 2 * (b[row] as number);
    for (let column = 0; column < size; column += 1) sum -= (a[row * size + column] as number) * (filter[column] as number) * scale;
    gain += weight * sum;
  }
  return gain;
}
