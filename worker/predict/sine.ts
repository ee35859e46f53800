/*
 * An integer sine, the same in every JavaScript engine: Math.sin may differ in its last place, while + - * / are exact by
 * IEEE 754. The table comes from the Taylor series, is rounded to 16 fractional bits and read with linear interpolation.
 */

const STEPS = 4096;
/** 2^16 sin(2 pi index / 4096), one entry more than a turn. */
export const SINE_TABLE = Int32Array.from({ length: STEPS + 1 }, (_, index) => Math.round(65536 * taylor(((index / STEPS) * 2 - 1) * 3.141592653589793)));

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

/** Sine in 1/65536 of a phase in 1/2^32 turns (any 32-bit integer; it wraps). */
export function sineOf(phase: number): number {
  const index = phase >>> 20;
  const low = SINE_TABLE[index]!;
  return low + (Math.imul(SINE_TABLE[index + 1]! - low, (phase >>> 8) & 4095) >> 12);
}

/** A phase in turns as a 32-bit integer of 1/2^32 turns. */
export function phaseOf(turns: number): number {
  return Math.round((turns - Math.floor(turns)) * 4_294_967_296) | 0;
}

/** A change of phase in turns (less than 2^20) as a 32-bit integer; whole turns drop out. */
export function stepOf(turns: number): number {
  return Math.round(turns * 4_294_967_296) | 0;
}

/** Sine of an angle in turns as a double, from the integer table. */
export function sine(turns: number): number {
  return sineOf(phaseOf(turns)) / 65536;
}

/** Cosine of an angle in turns. */
export function cosine(turns: number): number {
  return sine(turns + 0.25);
}
