/*
 * A table of the sine that has the same bits in every JavaScript engine: Math.sin may differ in its last place, while
 * + - * / are exact by IEEE 754.
 */

export const SINE_STEPS = 4096;

/** Sine of the angle plus half a turn, for angles in -pi..pi; the Taylor series to power 27 leaves less than 1e-12. */
function taylor(angle: number): number {
  let term = angle;
  let sum = angle;
  for (let power = 3; power <= 27; power += 2) {
    term *= -(angle * angle) / (power * (power - 1));
    sum += term;
  }
  return -sum;
}

/** sin(2 pi index / SINE_STEPS), one entry more than a turn. */
export const sineTable = (): Float64Array => Float64Array.from({ length: SINE_STEPS + 1 }, (_, index) => taylor(((index / SINE_STEPS) * 2 - 1) * 3.141592653589793));
