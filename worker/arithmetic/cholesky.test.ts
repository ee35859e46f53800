import { expect, it } from "vitest";
import { factorise, solveFactorised } from "./cholesky.ts";

const positive = (left: number): number | null => (left > 0 ? left : null);

it("solves a system whose factor is known", () => {
  // [[4, 2], [2, 5]] = L L' with L = [[2, 0], [1, 2]].
  const matrix = Float64Array.of(4, 2, 2, 5);
  expect(factorise(matrix, 2, positive)).toBe(true);
  expect([matrix[0], matrix[2], matrix[3]]).toEqual([2, 1, 2]);
  expect([...solveFactorised(matrix, Float64Array.of(10, 13))]).toEqual([1.5, 2]);
});

it("leaves to its caller what happens to a pivot that is not positive", () => {
  const dependent = () => Float64Array.of(1, 1, 1, 1);
  expect(factorise(dependent(), 2, positive)).toBe(false);
  const kept = dependent();
  expect(factorise(kept, 2, (left) => Math.max(left, 4))).toBe(true);
  expect([kept[0], kept[2], kept[3]]).toEqual([2, 0.5, 2]);
});
