/**
 * Chance of at least this many right answers of so many by guessing between two: the exact one-sided p-value of a binomial test with
 * p = 1/2. Sums of binomial coefficients are exact up to about 50 answers.
 * @throws {RangeError} for counts that cannot be.
 */
export function binomialTail(correct: number, answers: number): number {
  if (!Number.isInteger(correct) || !Number.isInteger(answers) || correct < 0 || answers < 0 || correct > answers) throw new RangeError(`${correct} of ${answers} answers`);
  let ways = 1;
  let sum = 0;
  // From all right downwards: C(n, n) = 1, C(n, k - 1) = C(n, k) k / (n - k + 1).
  for (let right = answers; right >= correct; right -= 1) {
    sum += ways;
    ways = (ways * right) / (answers - right + 1);
  }
  return sum / 2 ** answers;
}
