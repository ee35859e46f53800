import { sineTable } from "../arithmetic/sine-table.ts";

/*
 * An integer sine, the same in every JavaScript engine: a table rounded to 16 fractional bits, read with linear interpolation.
 */

/** 2^16 sin(2 pi index / 4096), one entry more than a turn. */
export const SINE_TABLE = Int32Array.from(sineTable(), (value) => Math.round(65536 * value));

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
