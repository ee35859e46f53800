import { BaseSchema, CRF_RANGE, type Base } from "#lib/plan/base-settings.ts";
import { canonicalJson } from "#lib/plan/fingerprint.ts";
import { PlanSchema, type Plan, type PlanInput } from "#lib/plan/schema.ts";
import { rungsFor } from "#worker/research/planner/rungs.ts";

type Parts = Partial<Pick<PlanInput, "transform" | "predictor" | "adapt" | "restore">>;
type Codec = Exclude<Base["codec"], "none">;

const WIENER: Parts = { restore: { kind: "wiener" } };
const SMALL_WIENER: Parts = { restore: { kind: "wiener", classes: 16, taps: "diamond7" } };
const cnn = (channels: 4 | 8, steps: number): Parts => ({ restore: { kind: "cnn", channels, steps } });
const denoise = (strength: number): Parts => ({ transform: { denoise: { filter: "hqdn3d", strength } } });
const downscale = (factor: "3/4" | "2/3"): Parts => ({ transform: { downscale: { factor, kernel: "lanczos", upscaler: "lanczos" } } });
const SCENE: Parts = { predictor: { kind: "scene" } };
const SHOTS: Parts = { adapt: { kind: "shots", rule: "complexity" } };

/** The plan of a codec's settings and parts on the codec's own ladder, moved where the coded size is smaller. */
function planOf(codec: Codec, settings: Record<string, unknown>, parts: Parts = {}): Plan {
  const plain = PlanSchema.parse({ base: BaseSchema.parse({ codec, ...settings }), rungs: CRF_RANGE[codec].ladder.map((crf) => ({ crf })) });
  const plan = PlanSchema.parse({ ...plain, ...parts });
  return { ...plan, rungs: rungsFor(plan, plain) };
}

/** All combinations of the values, the last name turning fastest. */
function combinations(values: Record<string, readonly unknown[]>): Record<string, unknown>[] {
  return Object.entries(values).reduce<Record<string, unknown>[]>((made, [name, all]) => made.flatMap((one) => all.map((value) => ({ ...one, [name]: value }))), [{}]);
}

const every = (codec: Codec, values: Record<string, readonly unknown[]>, parts: readonly Parts[]): Plan[] =>
  combinations(values).flatMap((settings) => parts.map((part) => planOf(codec, settings, part)));

const PLAIN: Parts = {};
const SINGLES: Record<string, unknown>[] = [
  { tune: "ssim" }, { tune: "vq" }, { sharpness: -1 }, { sharpness: 1 }, { filmGrain: 4 }, { varianceBoost: true }, { cdef: false }, { loopRestoration: false }, { keyint: 32 }, { lookahead: 30 },
];

/**
 * The grid of plans that the search is compared on, in a fixed order: codecs, speeds, the settings that move most, and every
 * kind of part. Slow corners (presets below 4, long trainings) are left out, so that the table can be made in hours.
 */
export function searchGrid(): Plan[] {
  const all = [
    ...every("svt-av1", { preset: [10, 8, 6, 5, 4], aqMode: [2, 0], temporalFilter: [true, false] }, [PLAIN, WIENER, SMALL_WIENER]),
    ...every("svt-av1", { preset: [8, 6, 4], hierarchicalLevels: [4, 3] }, [PLAIN, WIENER]),
    ...SINGLES.flatMap((single) => [8, 6].flatMap((preset) => [PLAIN, WIENER].map((part) => planOf("svt-av1", { preset, ...single }, part)))),
    ...[8, 6, 4].flatMap((preset) => [denoise(1), denoise(2), downscale("3/4"), downscale("2/3"), SCENE].flatMap((part) => [part, { ...part, ...WIENER }].map((parts) => planOf("svt-av1", { preset }, parts)))),
    ...[8, 6].flatMap((preset) => [SHOTS, { ...SHOTS, ...WIENER }].map((parts) => planOf("svt-av1", { preset }, parts))),
    ...[8, 6, 4].flatMap((preset) => [cnn(4, 800), cnn(8, 800)].map((parts) => planOf("svt-av1", { preset }, parts))),
    ...every("x265", { preset: ["fast", "medium", "slow"], aqMode: [0, 1], bframes: [null, 8] }, [PLAIN, WIENER]),
    ...every("vp9", { cpuUsed: [4, 2, 1], frameParallel: [true, false] }, [PLAIN, WIENER]),
    ...every("x264", { preset: ["medium", "veryslow"], tune: ["psnr", "none"] }, [PLAIN, WIENER]),
  ];
  return [...new Map(all.map((plan) => [canonicalJson(plan), plan])).values()];
}
