import type { Breathe } from "./breathe.ts";
import { minimise } from "./solve.ts";

/**
 * A picture as a function of parameters: fills `out` with the values at all places, and `jacobian` (place by place, one
 * derivative for each parameter) when it is given.
 */
export interface PointModel {
  parameters: number;
  places: number;
  evaluate(parameters: Float64Array, out: Float64Array, jacobian: Float64Array | null): void;
  /** Brings a difference between measured and model to its shortest (cyclic values). */
  difference?(value: number): number;
}

/** How a parameter may change over the frames of a window. */
export type Freedom = "fixed" | "constant" | "keyed";

/** Parameters over a window of frames: `keys` of each, evenly spread from its first to its last frame. */
export interface Tracks {
  first: number;
  last: number;
  /** [parameter][key]. */
  values: number[][];
}

/** Share of every key at a frame: at most two are not 0. */
function keyShares({ first, last }: Pick<Tracks, "first" | "last">, keys: number, frame: number): { low: number; share: number } {
  if (keys < 2 || last === first) return { low: 0, share: 0 };
  const position = ((frame - first) * (keys - 1)) / (last - first);
  const low = Math.min(keys - 2, Math.max(0, Math.floor(position)));
  return { low, share: position - low };
}

/** Parameters at a frame; outside the window the outer lines go on. */
export function parametersAt(tracks: Tracks, frame: number): Float64Array {
  return Float64Array.from(tracks.values, (values) => {
    const { low, share } = keyShares(tracks, values.length, frame);
    return values.length < 2 ? values[0]! : values[low]! * (1 - share) + values[low + 1]! * share;
  });
}

/** The same tracks over another window, with that many keys for keyed parameters. */
export function resampleTracks(tracks: Tracks, freedoms: readonly Freedom[], first: number, last: number, keys: number): Tracks {
  const points = Array.from({ length: keys }, (_, key) => parametersAt(tracks, keys < 2 ? (first + last) / 2 : first + (key * (last - first)) / (keys - 1)));
  const values = tracks.values.map((old, parameter) => (freedoms[parameter] === "keyed" ? points.map((point) => point[parameter]!) : [old[0]!]));
  return { first, last, values };
}

/**
 * Fits the free parameters to readings of several frames by Levenberg-Marquardt; what a frame says about a parameter is
 * shared out to the keys around it.
 */
export async function fitTracks(model: PointModel, freedoms: readonly Freedom[], start: Tracks, readings: { frame: number; values: Float64Array }[], iterations: number, breathe: Breathe): Promise<{ tracks: Tracks; rms: number }> {
  const m = model.parameters;
  const slots: { parameter: number; key: number }[] = [];
  const firstSlot = freedoms.map((freedom, parameter) => {
    const slot = slots.length;
    if (freedom !== "fixed") start.values[parameter]!.forEach((_, key) => slots.push({ parameter, key }));
    return slot;
  });
  const rebuilt = (at: Float64Array): Tracks => {
    const values = start.values.map((keys) => [...keys]);
    slots.forEach(({ parameter, key }, slot) => (values[parameter]![key] = at[slot]!));
    return { ...start, values };
  };
  const out = new Float64Array(model.places);
  const jacobian = new Float64Array(model.places * m);
  const raw = new Float64Array(m * m);
  const rawRight = new Float64Array(m);
  const n = slots.length;

  const evaluate = (at: Float64Array, normal: { matrix: Float64Array; right: Float64Array } | null): number => {
    const tracks = rebuilt(at);
    let squares = 0;
    for (const { frame, values } of readings) {
      model.evaluate(parametersAt(tracks, frame), out, normal ? jacobian : null);
      raw.fill(0);
      rawRight.fill(0);
      for (let place = 0; place < model.places; place += 1) {
        const plain = values[place]! - out[place]!;
        const error = model.difference ? model.difference(plain) : plain;
        squares += error * error;
        if (!normal) continue;
        const base = place * m;
        for (let a = 0; a < m; a += 1) {
          const da = jacobian[base + a]!;
          if (da === 0) continue;
          rawRight[a]! += da * error;
          for (let b = 0; b <= a; b += 1) raw[a * m + b]! += da * jacobian[base + b]!;
        }
      }
      if (normal) shareOut(tracks, frame, normal);
    }
    return squares;
  };

  function shareOut(tracks: Tracks, frame: number, normal: { matrix: Float64Array; right: Float64Array }): void {
    const parts: { slot: number; parameter: number; weight: number }[] = [];
    freedoms.forEach((freedom, parameter) => {
      if (freedom === "fixed") return;
      const keys = tracks.values[parameter]!.length;
      const { low, share } = keyShares(tracks, keys, frame);
      const slot = firstSlot[parameter]! + low;
      if (share < 1) parts.push({ slot, parameter, weight: 1 - share });
      if (share > 0 && keys > 1) parts.push({ slot: slot + 1, parameter, weight: share });
    });
    for (const a of parts) {
      normal.right[a.slot]! += a.weight * rawRight[a.parameter]!;
      for (const b of parts) {
        const [high, low] = a.parameter >= b.parameter ? [a.parameter, b.parameter] : [b.parameter, a.parameter];
        normal.matrix[a.slot * n + b.slot]! += a.weight * b.weight * raw[high * m + low]!;
      }
    }
  }

  const best = await minimise(Float64Array.from(slots, ({ parameter, key }) => start.values[parameter]![key]!), evaluate, iterations, breathe);
  return { tracks: rebuilt(best.at), rms: Math.sqrt(best.squares / (readings.length * model.places)) };
}

export interface GrowOptions {
  /** Frames with values at the model's places, ascending. */
  readings: { frame: number; values: Float64Array }[];
  /** Index in `readings` from which the window grows. */
  middle: number;
  /** Error that one frame alone has: the aim. */
  floor: number;
  keyDistance: number;
  lastFrame: number;
  breathe: Breathe;
}

const MOST_FRAMES_AT_ONCE = 17;

/**
 * Grows a fit of one frame to the whole clip: the window doubles, each parameter goes on along its line, and where lines
 * do not follow the pictures the keys double. Ends with keys over the whole clip, frame 0 to the last.
 */
export async function growTracks(model: PointModel, freedoms: readonly Freedom[], start: Float64Array, { readings, middle, floor, keyDistance, lastFrame, breathe }: GrowOptions): Promise<{ tracks: Tracks; rms: number }> {
  const origin = readings[middle]!.frame;
  let tracks: Tracks = { first: origin, last: origin, values: Array.from(start, (value) => [value]) };
  let rms = floor;
  if (readings.length === 1) return { tracks: { first: 0, last: lastFrame, values: tracks.values }, rms };
  let keys = 2;
  for (let reach = 1, done = false; !done; reach *= 2) {
    await breathe();
    const [from, to] = [Math.max(0, middle - reach), Math.min(readings.length - 1, middle + reach)];
    done = from === 0 && to === readings.length - 1;
    const [first, last] = done ? [0, lastFrame] : [readings[from]!.frame, readings[to]!.frame];
    const inside = thin(readings.slice(from, to + 1));
    const fitWith = (count: number) => fitTracks(model, freedoms, resampleTracks(tracks, freedoms, first, last, count), inside, 25, breathe);
    let found = await fitWith(keys);
    while (found.rms > Math.max(1.2 * floor, floor + 0.05) && (last - first) / (2 * keys - 2) >= keyDistance && 2 * keys - 1 <= inside.length) {
      keys = 2 * keys - 1;
      found = await fitWith(keys);
    }
    ({ tracks, rms } = found);
  }
  return { tracks, rms };
}

function thin<T>(items: T[]): T[] {
  if (items.length <= MOST_FRAMES_AT_ONCE) return items;
  return Array.from({ length: MOST_FRAMES_AT_ONCE }, (_, index) => items[Math.round((index * (items.length - 1)) / (MOST_FRAMES_AT_ONCE - 1))]!);
}
