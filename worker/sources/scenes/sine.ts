import { SINE_STEPS, sineTable } from "../../arithmetic/sine-table.ts";

/* A sine that gives the same bits in every JavaScript engine: a table read with linear interpolation (error below 3e-7). */

const TABLE = sineTable();

/** Sine of an angle in turns (1 is the full circle); -1 to 1. */
export function sine(turns: number): number {
  const position = (turns - Math.floor(turns)) * SINE_STEPS;
  const index = position | 0;
  const low = TABLE[index]!;
  return low + (TABLE[index + 1]! - low) * (position - index);
}

/** Cosine of an angle in turns. */
export function cosine(turns: number): number {
  return sine(turns + 0.25);
}
