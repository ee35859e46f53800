import { add, gainOf, solve, type Equations } from "./least-squares.ts";
import { coefficientLimit } from "./parameters.ts";

/** Bits of a coefficient, roughly as an adaptive Exp-Golomb code spends them, for the fit's choices. */
const bitsOf = (value: number): number => (value === 0 ? 1 : 2.5 + 1.5 * Math.log2(Math.abs(value)));

interface Fitted {
  filter: Int16Array;
  bits: number;
  gain: number;
}

/**
 * Integer coefficients by descent: from the rounded solution, one coefficient moves by one or to zero as long as
 * squared error + price x bits falls. The other coefficients then make up for it.
 */
function quantise(equations: Equations, bits: number, price: number): Fitted {
  const { a, b } = equations;
  const size = b.length;
  const step = 2 ** -bits;
  const limit = coefficientLimit(bits);
  const filter = Int16Array.from(solve(equations), (value) => Math.max(-limit, Math.min(limit, Math.round(value / step))));
  const gradient = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    let sum = -(b[row] as number);
    for (let column = 0; column < size; column += 1) sum += (a[row * size + column] as number) * (filter[column] as number) * step;
    gradient[row] = sum;
  }
  for (let moved = true, pass = 0; moved && pass < 60; pass += 1) {
    moved = false;
    for (let k = 0; k < size; k += 1) {
      const now = filter[k] as number;
      let best = now;
      let least = -1e-9;
      for (const next of [now - 1, now + 1, 0]) {
        if (Math.abs(next) > limit || next === now) continue;
        const change = (next - now) * step;
        const cost = 2 * change * (gradient[k] as number) + change * change * (a[k * size + k] as number) + price * (bitsOf(next) - bitsOf(now));
        if (cost < least) [least, best] = [cost, next];
      }
      if (best === now) continue;
      moved = true;
      filter[k] = best;
      const change = (best - now) * step;
      for (let row = 0; row < size; row += 1) gradient[row] = (gradient[row] as number) + (a[row * size + k] as number) * change;
    }
  }
  return { filter, bits: filter.reduce((sum, value) => sum + bitsOf(value), 0), gain: gainOf(equations, filter, step) };
}

interface Group {
  classes: number[];
  equations: Equations;
  fitted: Fitted;
  /** Gain of the filter before rounding: what merging is judged by. */
  ideal: number;
}

/**
 * Filters of a plane. Classes merge, dearest pair first, while the bits of a filter are worth more than the error that
 * sharing adds; a filter that is not worth its own bits goes, and its classes stay as decoded.
 * @param price squared error that one bit may cost.
 */
export function fitFilters(classes: Equations[], bits: number, price: number): { filterOf: Uint8Array; filters: Int16Array[]; gain: number; bits: number } {
  const groupOf = (members: number[], equations: Equations): Group => ({ classes: members, equations, fitted: quantise(equations, bits, price), ideal: gainOf(equations, solve(equations)) });
  const groups: (Group | null)[] = classes.map((equations, index) => groupOf([index], equations));
  // Error that sharing one filter adds, for each pair of groups that both exist.
  const lossOf = (one: Group, other: Group): number => {
    const both = add(one.equations, other.equations);
    return one.ideal + other.ideal - gainOf(both, solve(both));
  };
  const loss = groups.map((one, i) => groups.map((other, j) => (j > i ? lossOf(one as Group, other as Group) : 0)));
  for (;;) {
    let best = 0;
    let pair: [number, number] | null = null;
    for (let i = 0; i < groups.length; i += 1) {
      const one = groups[i];
      if (!one) continue;
      for (let j = i + 1; j < groups.length; j += 1) {
        const other = groups[j];
        if (!other) continue;
        const worth = price * Math.min(one.fitted.bits, other.fitted.bits) - ((loss[i] as number[])[j] as number);
        if (worth > best) [best, pair] = [worth, [i, j]];
      }
    }
    if (!pair) break;
    const [i, j] = pair;
    const [one, other] = [groups[i] as Group, groups[j] as Group];
    const merged = groupOf([...one.classes, ...other.classes], add(one.equations, other.equations));
    groups[i] = merged;
    groups[j] = null;
    groups.forEach((third, k) => {
      if (third && k !== i) (loss[Math.min(i, k)] as number[])[Math.max(i, k)] = lossOf(merged, third);
    });
  }
  return numberFilters(groups.filter((group): group is Group => group !== null && group.fitted.gain > price * group.fitted.bits), classes.length);
}

/** Numbers filters by their first class: the order that the bitstream relies on. */
function numberFilters(groups: Group[], classCount: number) {
  const filterOf = new Uint8Array(classCount);
  const ordered = groups.toSorted((one, other) => Math.min(...one.classes) - Math.min(...other.classes));
  ordered.forEach((group, index) => group.classes.forEach((member) => (filterOf[member] = index + 1)));
  return {
    filterOf,
    filters: ordered.map((group) => group.fitted.filter),
    gain: ordered.reduce((sum, group) => sum + group.fitted.gain, 0),
    bits: ordered.reduce((sum, group) => sum + group.fitted.bits, 0),
  };
}
