import { linearTicks } from "../charts/rd-series.ts";

/*
 * From values per frame to drawings. Plots are 1 wide for each frame and HEIGHT high, y downwards; the browser stretches them.
 */

export const HEIGHT = 100;
/** Room above the highest tick for identical pictures, whose PSNR is infinite. */
const TOP_FOR_IDENTICAL = 14;
/** Key frames this many times as large as the frame in the middle leave nothing of the others on a linear axis. */
const LOGARITHMIC_FROM = 8;

export interface Axis {
  /** Distance from the top, 0 to HEIGHT. */
  y(value: number | null): number;
  ticks: { label: string; y: number }[];
  logarithmic: boolean;
}

/** The axis of PSNR; null is identical and lies above all numbers. Null without any finite value. */
export function decibelAxis(...series: readonly (readonly (number | null)[])[]): Axis | null {
  const values = series.flat();
  const finite = values.filter((value) => value !== null);
  if (finite.length === 0) return null;
  const identical = finite.length < values.length;
  const top = identical ? TOP_FOR_IDENTICAL : 0;
  const { domain, ticks, digits } = linearTicks(Math.min(...finite), Math.max(...finite));
  const place = (value: number) => HEIGHT - ((value - domain[0]) / (domain[1] - domain[0])) * (HEIGHT - top);
  const y = (value: number | null) => (value === null ? 0 : place(value));
  return { y, ticks: [...ticks.map((value) => ({ label: value.toFixed(digits), y: place(value) })), ...(identical ? [{ label: "∞", y: 0 }] : [])], logarithmic: false };
}

/** The axis of bits, from 0; logarithmic where key frames would dwarf all others. Null without any value above 0. */
export function bitsAxis(...series: readonly (readonly number[])[]): Axis | null {
  const values = series.flat().filter((bits) => bits > 0).sort((a, b) => a - b);
  const highest = values.at(-1);
  if (highest === undefined) return null;
  if (highest < LOGARITHMIC_FROM * values[Math.floor(values.length / 2)]!) {
    const { domain, ticks } = linearTicks(0, highest);
    const place = (value: number | null) => HEIGHT * (1 - (value ?? 0) / domain[1]);
    return { y: place, ticks: ticks.map((bits) => ({ label: shortBits(bits), y: place(bits) })), logarithmic: false };
  }
  const low = Math.floor(Math.log10(values[0]!));
  const high = Math.max(Math.ceil(Math.log10(highest)), low + 1);
  const place = (bits: number | null) => (bits === null || bits <= 0 ? HEIGHT : HEIGHT * (1 - (Math.log10(bits) - low) / (high - low)));
  return { y: place, ticks: Array.from({ length: high - low + 1 }, (_, index) => ({ label: shortBits(10 ** (low + index)), y: place(10 ** (low + index)) })), logarithmic: true };
}

/** Bits in powers of a thousand, short enough for an axis: 800, 12k, 1.5M. */
export function shortBits(bits: number): string {
  if (bits < 1000) return String(Math.round(bits));
  const [value, unit] = bits < 1e6 ? [bits / 1000, "k"] : [bits / 1e6, "M"];
  return `${Number(value.toFixed(value < 10 ? 1 : 0))}${unit}`;
}

const short = (value: number) => Number(value.toFixed(2));

/** A line through the middle of each frame, level at both ends, so that one frame alone is seen as well. */
export function linePath(values: readonly (number | null)[], y: Axis["y"]): string {
  const points = values.map((value, frame) => `${frame + 0.5} ${short(y(value))}`);
  return points.length === 0 ? "" : `M0 ${short(y(values[0]!))}L${points.join("L")}L${values.length} ${short(y(values.at(-1)!))}`;
}

/** A step as wide as its frame for each value; closed along the bottom, it is a row of bars. */
export function stepPath(values: readonly number[], y: Axis["y"], closed: boolean): string {
  if (values.length === 0) return "";
  const steps = values.map((value, frame) => `${frame === 0 ? "" : `V${short(y(value))}`}H${frame + 1}`).join("");
  return `M0 ${short(y(values[0]!))}${steps}${closed ? `V${HEIGHT}H0Z` : ""}`;
}
