import { factorise, solveFactorised } from "#worker/arithmetic/cholesky.ts";
import type { Breathe } from "./breathe.ts";

/**
 * Solves a symmetric positive definite system in place of `matrix` (row by row, n x n) by Cholesky's method.
 * Null when it is not positive definite to machine precision.
 */
export function solveSymmetric(matrix: Float64Array, right: Float64Array): Float64Array | null {
  return factorise(matrix, right.length, pivotOf) ? solveFactorised(matrix, right) : null;
}

const pivotOf = (left: number, diagonal: number): number | null => (left > 1e-14 * Math.abs(diagonal) && left > 0 ? left : null);

/** Least squares of `values` in basis functions (each an array over the samples); null when they are not independent. */
export function fitLinear(basis: Float64Array[], values: Float64Array, count = values.length): { weights: Float64Array; squares: number } | null {
  const n = basis.length;
  const matrix = new Float64Array(n * n);
  const right = new Float64Array(n);
  let energy = 0;
  for (let at = 0; at < count; at += 1) energy += values[at]! ** 2;
  for (let row = 0; row < n; row += 1) {
    const a = basis[row]!;
    for (let column = 0; column <= row; column += 1) {
      const b = basis[column]!;
      let sum = 0;
      for (let at = 0; at < count; at += 1) sum += a[at]! * b[at]!;
      matrix[row * n + column] = matrix[column * n + row] = sum;
    }
    matrix[row * n + row]! *= 1 + 1e-9;
    for (let at = 0; at < count; at += 1) right[row]! += a[at]! * values[at]!;
  }
  const weights = solveSymmetric(matrix, right);
  if (!weights) return null;
  return { weights, squares: Math.max(0, weights.reduce((rest, weight, index) => rest - weight * right[index]!, energy)) };
}

/** What Levenberg-Marquardt needs to know at a point: squared error, and with `gradient` the normal equations. */
export interface NormalEquations {
  squares: number;
  matrix: Float64Array;
  right: Float64Array;
}

/**
 * Levenberg-Marquardt with Marquardt's scaling (Press et al., Numerical Recipes, 15.5).
 * @param evaluate squares at a point; fills matrix (J'J) and right (J'r, r = measured - model) when asked to.
 */
export async function minimise(start: Float64Array, evaluate: (at: Float64Array, normal: NormalEquations | null) => number, iterations: number, breathe: Breathe): Promise<{ at: Float64Array; squares: number }> {
  const n = start.length;
  const normal: NormalEquations = { squares: 0, matrix: new Float64Array(n * n), right: new Float64Array(n) };
  let at = start;
  let damping = 1e-3;
  normal.matrix.fill(0);
  normal.right.fill(0);
  let squares = evaluate(at, normal);
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    await breathe();
    let step: Float64Array | null = null;
    let better = false;
    let before = squares;
    for (let attempt = 0; attempt < 8 && !better; attempt += 1) {
      const damped = Float64Array.from(normal.matrix);
      for (let index = 0; index < n; index += 1) damped[index * n + index] = damped[index * n + index]! * (1 + damping) + 1e-12;
      step = solveSymmetric(damped, normal.right);
      if (step) {
        const next = Float64Array.from(at, (value, index) => value + step![index]!);
        const found = evaluate(next, null);
        if (found < squares) {
          before = squares;
          [at, squares, better] = [next, found, true];
          damping = Math.max(1e-9, damping * 0.2);
        }
      }
      if (!better) damping *= 6;
    }
    if (!better || before - squares < 1e-7 * before) break;
    normal.matrix.fill(0);
    normal.right.fill(0);
    squares = evaluate(at, normal);
  }
  return { at, squares };
}
