import { mulberry32 } from "#lib/random/mulberry32.ts";
import type { Breathe } from "./breathe.ts";
import type { Places } from "./frame-source.ts";
import type { Freedom, PointModel } from "./fit-tracks.ts";
import { fitLinear, minimise, type NormalEquations } from "./solve.ts";

const TURN = 2 * Math.PI;
/** Frequencies searched, waves per picture height. */
const FINEST = 46;
const COARSE = 4;
const SEARCH_PLACES = 320;

/** A wave at one frame as it is searched: cosine and sine part, and its frequency as a vector. */
interface Found {
  c: number;
  s: number;
  fx: number;
  fy: number;
}

/** Waves with their offset, and the error that they leave. */
interface Solution {
  offset: number;
  waves: Found[];
  rms: number;
}

/** Sums of sinusoids at one frame: parameters are the offset, then amplitude, frequency, direction, phase of each wave. */
export function wavesModel({ x, y }: Pick<Places, "x" | "y">, waves: number): PointModel {
  const parameters = 1 + 4 * waves;
  return {
    parameters,
    places: x.length,
    evaluate(q, out, jacobian) {
      out.fill(q[0]!);
      for (let at = 0; jacobian && at < x.length; at += 1) jacobian[at * parameters] = 1;
      for (let wave = 0; wave < waves; wave += 1) {
        const first = 1 + 4 * wave;
        const [amplitude, frequency, direction, phase] = [q[first]!, q[first + 1]!, q[first + 2]! * TURN, q[first + 3]!];
        const [cos, sin] = [Math.cos(direction), Math.sin(direction)];
        for (let at = 0; at < x.length; at += 1) {
          const along = cos * x[at]! + sin * y[at]!;
          const angle = TURN * (frequency * along + phase);
          const value = Math.sin(angle);
          out[at]! += amplitude * value;
          if (!jacobian) continue;
          const slope = amplitude * TURN * Math.cos(angle);
          const base = at * parameters + first;
          jacobian[base] = value;
          jacobian[base + 1] = slope * along;
          jacobian[base + 2] = slope * frequency * TURN * (cos * y[at]! - sin * x[at]!);
          jacobian[base + 3] = slope;
        }
      }
    },
  };
}

/** What may change over time: everything but the offset and the amplitudes. */
export const waveFreedoms = (waves: number): Freedom[] => ["constant", ...Array.from({ length: waves }, (): Freedom[] => ["constant", "constant", "keyed", "keyed"]).flat()];

/** Waves with the strongest periodogram in what is left, by scanning frequency vectors. */
async function strongest(x: Float64Array, y: Float64Array, rest: Float64Array, count: number, breathe: Breathe): Promise<Found[]> {
  const peaks: { power: number; fx: number; fy: number }[] = [];
  const stepX = 0.25;
  const stepY = 0.4;
  const n = x.length;
  const columns = Math.round(FINEST / stepX);
  const turnX = { c: x.map((value) => Math.cos(TURN * stepX * value)), s: x.map((value) => Math.sin(TURN * stepX * value)) };
  for (let fy = 0; fy <= FINEST; fy += stepY) {
    await breathe();
    const re = Float64Array.from(x, (value, at) => rest[at]! * Math.cos(TURN * (fy * y[at]! - columns * stepX * value)));
    const im = Float64Array.from(x, (value, at) => rest[at]! * Math.sin(TURN * (fy * y[at]! - columns * stepX * value)));
    for (let column = -columns; column <= columns; column += 1) {
      let sumRe = 0;
      let sumIm = 0;
      for (let at = 0; at < n; at += 1) {
        const [a, b] = [re[at]!, im[at]!];
        sumRe += a;
        sumIm += b;
        re[at] = a * turnX.c[at]! - b * turnX.s[at]!;
        im[at] = a * turnX.s[at]! + b * turnX.c[at]!;
      }
      peaks.push({ power: sumRe * sumRe + sumIm * sumIm, fx: column * stepX, fy });
    }
  }
  peaks.sort((a, b) => b.power - a.power);
  const chosen: typeof peaks = [];
  for (const peak of peaks) {
    if (chosen.every(({ fx, fy }) => Math.hypot(fx - peak.fx, fy - peak.fy) > 0.8)) chosen.push(peak);
    if (chosen.length === count) break;
  }
  return chosen.map(({ fx, fy }) => ({ c: 0, s: 0, fx, fy }));
}

/** Cosine and sine parts by least squares, then all by Levenberg-Marquardt. */
async function refine(waves: Found[], x: Float64Array, y: Float64Array, values: Float64Array, iterations: number, breathe: Breathe): Promise<Solution | null> {
  const n = x.length;
  const basis = [new Float64Array(n).fill(1), ...waves.flatMap(({ fx, fy }) => [x.map((value, at) => Math.cos(TURN * (fx * value + fy * y[at]!))), x.map((value, at) => Math.sin(TURN * (fx * value + fy * y[at]!)))])];
  const linear = fitLinear(basis, values);
  if (!linear) return null;
  const start = Float64Array.from([linear.weights[0]!, ...waves.flatMap(({ fx, fy }, index) => [linear.weights[1 + 2 * index]!, linear.weights[2 + 2 * index]!, fx, fy])]);
  const m = start.length;
  const row = new Float64Array(m);
  const evaluate = (q: Float64Array, normal: NormalEquations | null): number => {
    let squares = 0;
    row[0] = 1;
    for (let at = 0; at < n; at += 1) {
      let drawn = q[0]!;
      for (let first = 1; first < m; first += 4) {
        const angle = TURN * (q[first + 2]! * x[at]! + q[first + 3]! * y[at]!);
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        drawn += q[first]! * cos + q[first + 1]! * sin;
        const slope = TURN * (q[first + 1]! * cos - q[first]! * sin);
        row[first] = cos;
        row[first + 1] = sin;
        row[first + 2] = slope * x[at]!;
        row[first + 3] = slope * y[at]!;
      }
      const error = values[at]! - drawn;
      squares += error * error;
      if (!normal) continue;
      for (let a = 0; a < m; a += 1) {
        const da = row[a]!;
        normal.right[a]! += da * error;
        for (let b = 0; b <= a; b += 1) normal.matrix[a * m + b]! += da * row[b]!;
      }
    }
    if (normal) for (let a = 0; a < m; a += 1) for (let b = 0; b < a; b += 1) normal.matrix[b * m + a] = normal.matrix[a * m + b]!;
    return squares;
  };
  const { at: q, squares } = await minimise(start, evaluate, iterations, breathe);
  const found = waves.map((_, index): Found => ({ c: q[1 + 4 * index]!, s: q[2 + 4 * index]!, fx: q[3 + 4 * index]!, fy: q[4 + 4 * index]! }));
  return { offset: q[0]!, waves: found, rms: Math.sqrt(squares / n) };
}

/** Starts at random for one, two, three, ... waves: wide waves overlap in any periodogram and have to be guessed together. */
const STARTS = [0, 24, 60, 160, 80, 60, 40, 30];
/** Rounding to 8 bits leaves 0.29. */
const EXACT = 0.34;
/** The best of tens of thousands of frequencies explains 3 % of pure noise at so few places. */
const WORTH_ADDING = 0.94;
/** So many waves that leave more than this share of the variation: not a picture of waves, and every further one is dear to try. */
const HOPELESS: Partial<Record<number, number>> = { 2: 0.85, 3: 0.6 };
/** Waves this much stronger than 8 bits can show are two that cancel: a wrong turn. */
const LARGEST = 110;

/**
 * Searches the waves of one plane at one frame: greedy by periodogram, and wide waves together from random starts.
 * Waves are added until the rest is rounding noise or one more explains less than 6 % of it. Returns parameters of
 * `wavesModel`, or null when even `mostWaves` leave more than `worst` (code values, RMS).
 */
export async function searchWaves(places: Places, values: Float64Array, mostWaves: number, worst: number, breathe: Breathe): Promise<{ parameters: Float64Array; rms: number } | null> {
  const count = Math.min(SEARCH_PLACES, places.x.length);
  const [x, y, few] = [places.x.subarray(0, count), places.y.subarray(0, count), values.subarray(0, count)];
  const random = mulberry32(77);
  const wide = (): Found => {
    const [radius, angle] = [COARSE * Math.sqrt(random() * random()), random() * TURN];
    return { c: 0, s: 0, fx: radius * Math.cos(angle), fy: radius * Math.abs(Math.sin(angle)) };
  };
  const flat = await refine([], x, y, few, 0, breathe);
  if (!flat) return null;
  let best: Solution = flat;
  for (let waves = 1; waves <= mostWaves && best.rms > EXACT; waves += 1) {
    await breathe();
    const before = best;
    const rest = restOf(before, x, y, few);
    const peaks = await strongest(x, y, rest, 3, breathe);
    const fine = before.waves.filter(({ fx, fy }) => Math.hypot(fx, fy) > COARSE);
    const starts = [
      ...peaks.map((peak) => [...before.waves, peak]),
      // Half of the random starts keep the fine waves, and the strongest of what is left if it is fine.
      ...Array.from({ length: STARTS[Math.min(waves, STARTS.length - 1)]! }, (_, index) => {
        const kept = [...fine, ...peaks.slice(0, 1).filter(({ fx, fy }) => index % 2 === 0 && Math.hypot(fx, fy) > COARSE)].slice(0, waves);
        return [...kept, ...Array.from({ length: waves - kept.length }, wide)];
      }),
    ];
    let found: Solution | null = null;
    for (const start of starts) {
      const tried = await refine(start, x, y, few, 30, breathe);
      if (!tried || tried.waves.some(({ c, s }) => Math.hypot(c, s) > LARGEST)) continue;
      if (!found || tried.rms < found.rms) found = tried;
      if (found.rms <= EXACT) break;
    }
    if (!found || found.rms > WORTH_ADDING * before.rms) break;
    best = found;
    const hopeless = HOPELESS[waves];
    if (hopeless !== undefined && best.rms > hopeless * flat.rms) return null;
  }
  if (best.rms > worst) return null;
  const full = best.waves.length > 0 ? ((await refine(best.waves, places.x, places.y, values, 20, breathe)) ?? best) : best;
  return { parameters: Float64Array.from([full.offset, ...full.waves.flatMap(polar)]), rms: full.rms };
}

function restOf({ offset, waves }: { offset: number; waves: Found[] }, x: Float64Array, y: Float64Array, values: Float64Array): Float64Array {
  return values.map((value, at) => value - waves.reduce((sum, { c, s, fx, fy }) => {
    const angle = TURN * (fx * x[at]! + fy * y[at]!);
    return sum + c * Math.cos(angle) + s * Math.sin(angle);
  }, offset));
}

/** c cos a + s sin a is an amplitude times the sine of a plus a phase. */
function polar({ c, s, fx, fy }: Found): number[] {
  return [Math.hypot(c, s), Math.hypot(fx, fy), Math.atan2(fy, fx) / TURN, Math.atan2(c, s) / TURN];
}
