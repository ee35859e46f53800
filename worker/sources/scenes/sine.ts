/*
 * A sine that gives the same bits in every JavaScript engine: Math.sin may differ in its last place, while + and * are
 * exact by IEEE 754. The table comes from the Taylor series and is read with linear interpolation (error below 3e-7).
 */

const STEPS = 4096;
const TABLE = new Float64Array(STEPS + 1);
for (let index = 0; index <= STEPS; index += 1) TABLE[index] = taylor(((index / STEPS) * 2 - 1) * 3.141592653589793);

/** Sine of the angle plus half a turn, for angles in -pi..pi; 27 terms leave less than 1e-12. */
function taylor(angle: number): number {
  let term = angle;
  let sum = angle;
  for (let power = 3; power <= 27; power += 2) {
    term *= -(angle * angle) / (power * (power - 1));
    sum += term;
  }
  return -sum;
}

/** Sine of an angle in turns (1 is the full circle); -1 to 1. */
export function sine(turns: number): number {
  const position = (turns - Math.floor(turns)) * STEPS;
  const index = position | 0;
  const low = TABLE[index]!;
  return low + (TABLE[index + 1]! - low) * (position - index);
}

/** Cosine of an angle in turns. */
export function cosine(turns: number): number {
  return sine(turns + 0.25);
}
