import type { Interval } from "#lib/experiment/schema.ts";

export interface IntervalRow {
  key: string;
  label: string;
  /** Reduction, percent; null where there is none. */
  percent: number | null;
  interval: Interval | null;
  tone: "good" | "bad" | "neutral" | "muted";
}

/** Ends of the common axis, percent: all marks and intervals, zero among them, with a margin of a twelfth. */
export function intervalDomain(rows: readonly IntervalRow[]): { low: number; high: number } {
  const values = rows.flatMap(({ percent, interval }) => [...(percent === null ? [] : [percent]), ...(interval ? [interval.low, interval.high] : [])]);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const margin = Math.max(high - low, 1) / 12;
  if (low === high) return { low: 0, high: 1 };
  return { low: low - (low < 0 ? margin : 0), high: high + (high > 0 ? margin : 0) };
}

/** Place of a value on the axis, percent of its width. */
export function placeOf(value: number, { low, high }: { low: number; high: number }): number {
  return ((value - low) / (high - low)) * 100;
}
