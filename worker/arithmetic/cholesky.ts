/*
 * Cholesky's method for symmetric positive definite systems, in double precision and in one order of operations: fitted scene
 * programs and learned filters go into files, so the last bit matters. (worker/research/search/cholesky.ts is another one: it keeps
 * triangles for a Gaussian process and solves the transposed system column by column, which rounds differently.)
 */

/**
 * Replaces the lower triangle of a matrix (row by row, n x n) by its factor L, with L L' the matrix.
 * @param pivotOf the square of a diagonal element of L, from what is left of the matrix's and from the matrix's own; null when
 * that is too little to go on with.
 * @returns whether it was factored; if not, the matrix is spoilt.
 */
export function factorise(matrix: Float64Array, n: number, pivotOf: (left: number, diagonal: number) => number | null): boolean {
  for (let column = 0; column < n; column += 1) {
    const diagonal = matrix[column * n + column]!;
    let left = diagonal;
    for (let k = 0; k < column; k += 1) left -= matrix[column * n + k]! ** 2;
    const pivot = pivotOf(left, diagonal);
    if (pivot === null) return false;
    const root = Math.sqrt(pivot);
    matrix[column * n + column] = root;
    for (let row = column + 1; row < n; row += 1) {
      let sum = matrix[row * n + column]!;
      for (let k = 0; k < column; k += 1) sum -= matrix[row * n + k]! * matrix[column * n + k]!;
      matrix[row * n + column] = sum / root;
    }
  }
  return true;
}

/** Solves L L' x = right for a factor L of `factorise`. */
export function solveFactorised(factor: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  const solution = Float64Array.from(right);
  for (let row = 0; row < n; row += 1) {
    for (let k = 0; k < row; k += 1) solution[row]! -= factor[row * n + k]! * solution[k]!;
    solution[row]! /= factor[row * n + row]!;
  }
  for (let row = n - 1; row >= 0; row -= 1) {
    for (let k = row + 1; k < n; k += 1) solution[row]! -= factor[k * n + row]! * solution[k]!;
    solution[row]! /= factor[row * n + row]!;
  }
  return solution;
}
