import type { Plan } from "#lib/plan/schema.ts";
import { FAMILIES } from "../planner/families.ts";
import { DIMENSIONS, INDEX, type Dimension, type Value } from "#lib/plan-space/dimensions.ts";
import { isActive, pointOf } from "#lib/plan-space/point.ts";

/*
 * What is believed before anything was measured, so that the first proposals are sensible; measurements replace it. All in
 * log savings: -100 x ln(rate / baseline rate). Savings in percent of rate then add up, 10 of them being 9.5 % of the rate.
 */

/** A reduction in percent as a log saving. */
export const toSaving = (reduction: number): number => -100 * Math.log(Math.max(100 - reduction, 0.01) / 100);
/** A log saving as a reduction in percent. */
export const toReduction = (saving: number): number => 100 * (1 - Math.exp(-saving / 100));

const steps = (values: readonly string[], each: number, start: string) => (value: Value): number => (values.indexOf(String(value)) - values.indexOf(start)) * each;
const X26X = ["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"];
const choices = (table: Record<string, number>) => (value: Value): number => table[String(value)] ?? 0;
/** SVT-AV1's presets, 0 to 10: measured on film and scenes at 640x360; the two fastest drop whole tools. */
const AV1_PRESETS = [28, 25, 21, 15, 9, 2, 0, -5, -12, -25, -60];
const away = (start: number, each: number) => (value: Value): number => Math.abs(Number(value ?? start) - start) * each;

/** Expected log saving of a setting against its default; what is not here is expected to do nothing. */
const EFFECTS: Record<string, (value: Value) => number> = {
  "base/svt-av1/preset": (value) => AV1_PRESETS[Number(value)] ?? 0,
  "base/svt-av1/tune": choices({ vq: -4, ssim: -3 }), "base/svt-av1/aqMode": choices({ 0: -3, 1: -2 }), "base/svt-av1/filmGrain": (value) => -0.8 * Number(value),
  "base/svt-av1/varianceBoost": choices({ true: -4 }), "base/svt-av1/sharpness": away(0, -0.4), "base/svt-av1/cdef": choices({ false: -1 }), "base/svt-av1/loopRestoration": choices({ false: -0.8 }),
  "base/svt-av1/hierarchicalLevels": choices({ 2: -4 }), "base/svt-av1/lookahead": (value) => Math.min(0, Number(value) - 60) / 30, "base/svt-av1/temporalFilter": choices({ false: -2 }),
  "base/vp9/cpuUsed": (value) => (2 - Number(value)) * 1.5, "base/vp9/tune": choices({ ssim: -2.5 }), "base/vp9/frameParallel": choices({ false: 1 }), "base/vp9/sharpness": away(0, -0.5), "base/vp9/aqMode": away(0, -1),
  "base/x265/preset": steps(X26X, 5, "medium"), "base/x265/tune": choices({ none: -2, grain: -8 }), "base/x265/psyRd": away(0, -4), "base/x265/cuTree": choices({ false: -4 }), "base/x265/sao": choices({ false: -1.5 }), "base/x265/aqMode": away(0, -1.5),
  "base/x264/preset": steps(X26X, 3, "medium"), "base/x264/tune": choices({ none: -4, film: -5, grain: -10 }), "base/x264/psyRd": away(0, -4), "base/x264/mbTree": choices({ false: -4 }), "base/x264/aqMode": away(0, -1.5),
  "transform/downscale": choices({ on: -10 }), "transform/downscale/factor": choices({ "2/3": -3, "1/2": -8 }), "transform/downscale/kernel": choices({ bilinear: -1, bicubic: -0.2 }), "transform/downscale/upscaler": choices({ bilinear: -2, bicubic: -0.3 }),
  "transform/denoise": choices({ on: -0.6 }), "transform/denoise/strength": (value) => -0.8 * (Number(value) - 1),
  predictor: choices({ scene: 2 }), "predictor/plate": choices({ true: 2 }), adapt: choices({ shots: 0 }),
  "adapt/rule": choices({ complexity: -1 }), "adapt/strength": choices({}), "adapt/threshold": (value) => Math.min(0, Number(value) - 8) * 0.5,
  restore: choices({ wiener: 5, cnn: 4 }),
  "restore/wiener/classes": choices({ 1: -1.5, 4: -0.8, 16: -0.3 }), "restore/wiener/taps": choices({ diamond5: -0.8, diamond7: -0.3 }), "restore/wiener/chroma": choices({ false: -0.5 }), "restore/wiener/temporal": choices({ false: -1 }), "restore/wiener/clipped": choices({ false: -0.5 }),
  "restore/cnn/before": choices({ wiener: 2.5 }), "restore/cnn/channels": choices({ 4: -0.8, 8: -0.3 }), "restore/cnn/steps": (value) => Math.log2(Number(value) / 2000) * 0.2, "restore/cnn/chroma": choices({ false: -0.5 }),
};

/** A short key-frame distance costs about a key frame's bits each, and none gains by it. */
const keyFrames = (value: Value): number => -30 / Math.max(Number(value), 2) * 4 + 0.5;

/** What is expected of a plan before anything was measured, as a log saving. */
export function priorOf(plan: Plan): number {
  const { codec } = plan.base;
  const values = pointOf(plan);
  const startOf = pointOf(FAMILIES[codec].start);
  const effect = (dimension: Dimension, at: typeof values): number => {
    if (!isActive(dimension, at)) return 0;
    const value = at.get(dimension.name) ?? null;
    return dimension.setting === "keyint" ? keyFrames(value) : (EFFECTS[dimension.name]?.(value) ?? 0);
  };
  return DIMENSIONS.reduce((sum, dimension) => sum + effect(dimension, values) - effect(dimension, startOf), toSaving(FAMILIES[codec].priorPercent));
}

/** Deviations from the prior that a setting may cause over its range, in log savings; 1 where nothing is said. */
const SCALES: Record<string, number> = {
  base: 15, predictor: 12, restore: 5, adapt: 5, "transform/downscale": 8, "transform/denoise": 3,
  "base/svt-av1/preset": 10, "base/svt-av1/filmGrain": 8, "base/svt-av1/tune": 3, "base/svt-av1/aqMode": 2, "base/svt-av1/temporalFilter": 2, "base/svt-av1/hierarchicalLevels": 3, "base/svt-av1/varianceBoost": 3, "base/svt-av1/sharpness": 2,
  "base/x265/preset": 8, "base/x264/preset": 8, "base/vp9/cpuUsed": 4, "base/x265/psyRd": 6, "base/x264/psyRd": 6, "base/x265/aqMode": 3, "base/x264/aqMode": 3, "base/x264/mbTree": 4, "base/x265/cuTree": 4,
  "transform/downscale/factor": 6, "transform/denoise/strength": 6, "predictor/plate": 5, "predictor/plateStep": 3, "predictor/minDb": 4, "predictor/precisionBits": 3, "adapt/maxOffset": 2, "adapt/smallest": 3, "adapt/rule": 2, "adapt/strength": 3,
  "restore/wiener/classes": 2, "restore/wiener/temporal": 2, "restore/cnn/before": 2, "restore/wiener/taps": 1.5, "restore/cnn/channels": 2, "restore/cnn/steps": 1, "restore/cnn/layers": 2,
};

/** The scale of each dimension, by its position. */
export const PRIOR_SCALES: Float64Array = Float64Array.from(DIMENSIONS, ({ name, setting }) => SCALES[name] ?? (setting === "keyint" ? 1.5 : 1));

/** Beliefs about settings that the schema does not have: none, or a test fails. */
export const unknownBeliefs = (): string[] => [...Object.keys(EFFECTS), ...Object.keys(SCALES)].filter((name) => !INDEX.has(name));
