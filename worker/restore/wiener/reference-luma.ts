import { BLOCK } from "./classify.ts";
import type { WienerParameters } from "./parameters.ts";
import type { Plane } from "./plane.ts";
import type { Around } from "./predict-around.ts";
import { CLIP_LEVELS, lumaPairs, offsetsOf, TEMPORAL_CLIPS } from "./shape.ts";

const clip = (difference: number, level: number): number => Math.max(-level, Math.min(level, difference));

/** The luma filter sample by sample, as simple as it can be said: what the wasm kernel must equal, bit for bit. */
export function filterLumaByReference({ taps, clipped, coefficientBits }: Pick<WienerParameters, "taps" | "clipped" | "coefficientBits">, { samples, stride, origin, width, height }: Plane, filters: Int16Array[], chosen: Uint8Array, turns: Uint8Array, around: Around | null, into: Uint8Array): void {
  const pairs = lumaPairs(taps, clipped);
  const offsets = offsetsOf([...pairs.linear, ...pairs.clipped], stride);
  const columns = Math.ceil(width / BLOCK);
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)];
    const place = origin + y * stride + x;
    const sample = samples[place]!;
    const block = Math.floor(y / BLOCK) * columns + Math.floor(x / BLOCK);
    const filter = filters[chosen[block]! - 1];
    const features = [...offsets[turns[block]!]!].map((offset, tap) => {
      const [one, other] = [samples[place + offset]! - sample, samples[place - offset]! - sample];
      return tap < pairs.linear.length ? one + other : clip(one, CLIP_LEVELS) + clip(other, CLIP_LEVELS);
    });
    if (around) for (const level of TEMPORAL_CLIPS) features.push(clip(around.before[at]! - sample, level), clip(around.after[at]! - sample, level));
    const sum = filter ? features.reduce((total, feature, tap) => total + feature * filter[tap]!, 1 << (coefficientBits - 1)) : 0;
    into[at] = Math.max(0, Math.min(255, sample + (sum >> coefficientBits)));
  }
}
