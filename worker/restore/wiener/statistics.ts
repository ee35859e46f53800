import { BLOCK, classifyBlocks, createBlockMap, type BlockMap } from "./classify.ts";
import { crossFeatures } from "./cross-features.ts";
import { createEquations, fillSymmetric, observe, type Equations } from "./least-squares.ts";
import { classesOf, coefficientCount, PLANES, type Geometry, type PlaneName, type WienerParameters } from "./parameters.ts";
import { createPlane, fillPlane } from "./plane.ts";
import { CHROMA_PAIRS, CLIP_LEVELS, CROSS_TAPS, lumaPairs, offsetsOf } from "./shape.ts";

/** Luma samples of a clip that are looked at. All 11 to 14 million of a clip gained 0.002 and 0.008 dB net more, in five times the time. */
const SAMPLE_BUDGET = 3_000_000;

type Shape = Pick<WienerParameters, "classes" | "thresholds" | "taps" | "clipped">;

/** Sums the normal equations of every class of every plane over frames. */
export function createStatistics(shape: Shape, { width, height, frames }: Geometry, chroma: boolean) {
  const luma = createPlane(width, height);
  const plane = createPlane(width / 2, height / 2);
  const map = createBlockMap(width, height);
  const classes = new Uint8Array(map.columns * map.rows);
  const names: PlaneName[] = chroma ? [...PLANES] : ["y"];
  const equations = Object.fromEntries(names.map((name) => [name, Array.from({ length: shape.classes }, () => createEquations(coefficientCount(name, shape)))])) as Partial<Record<PlaneName, Equations[]>>;
  // Odd, so that the samples taken wander through the blocks' columns.
  const step = strideFor(width * height * frames);
  const lumaSize = width * height;
  let seen = 0;
  let taken = 0;

  function addLuma(frame: Uint8Array, source: Uint8Array, map: BlockMap, into: Equations[]): void {
    const pairs = lumaPairs(shape.taps, shape.clipped);
    const offsets = offsetsOf([...pairs.linear, ...pairs.clipped], luma.stride);
    const linear = pairs.linear.length;
    const size = linear + pairs.clipped.length;
    const features = new Float64Array(size);
    const { samples, stride, origin } = luma;
    for (let y = 0; y < height; y += 1) {
      let x = (step - (seen % step)) % step;
      seen += width;
      for (; x < width; x += step) {
        const at = origin + y * stride + x;
        const block = Math.floor(y / BLOCK) * map.columns + Math.floor(x / BLOCK);
        const turned = offsets[map.turn[block] as number] as Int32Array;
        const sample = samples[at] as number;
        for (let tap = 0; tap < linear; tap += 1) {
          const offset = turned[tap] as number;
          features[tap] = (samples[at + offset] as number) + (samples[at - offset] as number) - 2 * sample;
        }
        for (let tap = linear; tap < size; tap += 1) {
          const offset = turned[tap] as number;
          features[tap] = clip((samples[at + offset] as number) - sample) + clip((samples[at - offset] as number) - sample);
        }
        observe(into[classes[block] as number] as Equations, features, size, (source[y * width + x] as number) - sample);
        taken += 1;
      }
    }
  }

  function addChroma(source: Uint8Array, start: number, into: Equations[]): void {
    const offsets = offsetsOf(CHROMA_PAIRS, plane.stride);
    const own = CHROMA_PAIRS.length;
    const size = own + CROSS_TAPS;
    const features = new Float64Array(size);
    const cross = new Int32Array(CROSS_TAPS);
    const { samples, stride, origin } = plane;
    for (let index = Math.floor(seen / lumaSize) % step; index < plane.width * plane.height; index += step) {
      const y = Math.floor(index / plane.width);
      const x = index - y * plane.width;
      const at = origin + y * stride + x;
      const block = (y >> 1) * map.columns + (x >> 1);
      const turned = offsets[map.turn[block] as number] as Int32Array;
      const sample = samples[at] as number;
      for (let tap = 0; tap < own; tap += 1) {
        const offset = turned[tap] as number;
        features[tap] = (samples[at + offset] as number) + (samples[at - offset] as number) - 2 * sample;
      }
      crossFeatures(luma.samples, luma.origin + 2 * (y * luma.stride + x), luma.stride, cross);
      for (let tap = 0; tap < CROSS_TAPS; tap += 1) features[own + tap] = cross[tap] as number;
      observe(into[classes[block] as number] as Equations, features, size, (source[start + index] as number) - sample);
    }
  }

  return {
    add(frame: Uint8Array, source: Uint8Array): void {
      fillPlane(luma, frame, 0);
      classifyBlocks(luma, map);
      classesOf(map, shape, classes);
      addLuma(frame, source, map, equations.y as Equations[]);
      for (const [name, start] of [["u", lumaSize], ["v", lumaSize * 1.25]] as const) {
        const into = equations[name];
        if (!into) continue;
        fillPlane(plane, frame, start);
        addChroma(source, start, into);
      }
    },
    /** Equations by plane and class, scaled up to the whole clip. */
    finish(): Partial<Record<PlaneName, Equations[]>> {
      const scale = seen / Math.max(1, taken);
      for (const list of Object.values(equations)) {
        for (const one of list) {
          fillSymmetric(one);
          one.a.forEach((value, at) => (one.a[at] = value * scale));
          one.b.forEach((value, at) => (one.b[at] = value * scale));
        }
      }
      return equations;
    },
  };
}

function strideFor(samples: number): number {
  const step = Math.ceil(samples / SAMPLE_BUDGET);
  return step % 2 === 0 ? step + 1 : step;
}

const clip = (difference: number): number => (difference > CLIP_LEVELS ? CLIP_LEVELS : difference < -CLIP_LEVELS ? -CLIP_LEVELS : difference);
