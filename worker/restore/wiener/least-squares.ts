import { factorise, solveFactorised } from "#worker/arithmetic/cholesky.ts";

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
  const matrix = Float64Array.from(a);
  for (let at = 0; at < matrix.length; at += size + 1) matrix[at]! += RIDGE_SHARE * matrix[at]! + RIDGE;
  // Rounding may take a pivot of nearly dependent features below zero; the ridge is its least value.
  factorise(matrix, size, (left) => Math.max(left, RIDGE));
  return solveFactorised(matrix, b);
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
