/** A lower triangle, row by row: row i holds i + 1 numbers. */
export type Triangle = readonly Float64Array[];

/**
 * Cholesky factor L of a symmetric positive definite matrix, given as its lower triangle.
 * @throws {RangeError} when the matrix is not positive definite
 */
export function cholesky(matrix: Triangle): Triangle {
  const factor: Float64Array[] = [];
  matrix.forEach((given, i) => {
    const row = Float64Array.from(given);
    for (let j = 0; j <= i; j += 1) {
      const other = j < i ? factor[j]! : row;
      let sum = given[j]!;
      for (let k = 0; k < j; k += 1) sum -= row[k]! * other[k]!;
      if (j < i) row[j] = sum / other[j]!;
      else if (sum > 0) row[j] = Math.sqrt(sum);
      else throw new RangeError("the matrix is not positive definite");
    }
    factor.push(row);
  });
  return factor;
}

/** Solves L x = b. */
export function solveLower(factor: Triangle, b: Float64Array): Float64Array {
  const x = Float64Array.from(b);
  for (let i = 0; i < x.length; i += 1) {
    const row = factor[i]!;
    let sum = x[i]!;
    for (let k = 0; k < i; k += 1) sum -= row[k]! * x[k]!;
    x[i] = sum / row[i]!;
  }
  return x;
}

/** Solves L' x = b. */
export function solveUpper(factor: Triangle, b: Float64Array): Float64Array {
  const x = Float64Array.from(b);
  for (let i = x.length - 1; i >= 0; i -= 1) {
    x[i]! /= factor[i]![i]!;
    const value = x[i]!;
    const row = factor[i]!;
    for (let k = 0; k < i; k += 1) x[k]! -= row[k]! * value;
  }
  return x;
}
