import type { Experiment, Researcher, Stage } from "#lib/experiment/schema.ts";
import type { PlanInput } from "#lib/plan/schema.ts";
import { TEST_DATA_NOTE } from "./builders.ts";

/*
 * The seeded history's plot, oldest first. Rate factors are rates relative to the baseline at equal quality, one a clip.
 */

export interface Episode {
  id: string;
  suite: "quick" | "full" | "held-out";
  plan: Partial<PlanInput> | null;
  hypothesis: string | null;
  expectedPercent: number;
  rateFactors?: readonly number[];
  /** dB that the plan loses at every point: with many, it never reaches the baseline's quality. */
  lostDb?: number;
  researcher: Researcher;
  end?: { status: "failed"; stage: Stage; reason: string; detail: string | null } | { status: "cancelled" };
  finding?: string;
  parentId?: string;
  origin?: Experiment["origin"];
  /** Whose plan it changed; without it, a first idea. */
  from?: string;
  /** Went through the evaluation cascade; the others are records from before there was one. */
  evaluated?: boolean;
  /** Of a new best: rates on the held-out clips. */
  heldOutFactors?: readonly number[];
  /** Why a plan runs that is all but the same as its parent. */
  novelty?: string;
}

const planner: Researcher = { kind: "built-in", model: null, note: TEST_DATA_NOTE };
const model: Researcher = { kind: "model", model: "test-model", note: TEST_DATA_NOTE };
const person: Researcher = { kind: "person", model: null, note: TEST_DATA_NOTE };

/** A plan with every optional part. */
const everything: Partial<PlanInput> = { predictor: { kind: "scene", layers: ["gradient", "waves"] }, adapt: { kind: "shots", smallest: "1/2" }, restore: { kind: "cnn", channels: 8 } };

type Settings = Record<string, string | number | boolean>;
const base = (codec: string, settings: Settings = {}) => ({ base: { codec, ...settings } }) as Partial<PlanInput>;

function ran(id: string, plan: Partial<PlanInput>, hypothesis: string, expectedPercent: number, rateFactors: readonly number[], more: Partial<Episode> = {}): Episode {
  return { id, suite: "quick", plan, hypothesis, expectedPercent, rateFactors, researcher: planner, ...more };
}

export const EPISODES: readonly Episode[] = [
  ran("seed-av1-fast", base("svt-av1", { preset: 10 }), "A fast SVT-AV1 preset already beats x265 medium at equal PSNR.", 8, [0.94, 0.91, 0.99]),
  ran("seed-x264-medium", base("x264"), "x264 shows how far one codec generation is behind.", -30, [1.38, 1.45, 1.41]),
  ran("seed-vp9-two", base("vp9"), "VP9 at cpu-used 2 is on a par with x265 medium.", 2, [0.97, 1.04, 1.05]),
  ran("seed-av1-six", base("svt-av1", { preset: 6 }), "Preset 6 searches more modes than preset 10 and saves bits on film.", 14, [0.84, 0.82, 0.9], { from: "seed-av1-fast" }),
  ran("seed-x265-slow", base("x265", { preset: "slow" }), "x265 slow saves a few percent over medium.", 5, [0.955, 0.95, 0.96]),
  {
    id: "seed-broken-encode", suite: "quick", plan: base("svt-av1", { preset: 5, hierarchicalLevels: 2 }), expectedPercent: 12, researcher: planner,
    hypothesis: "A flat pyramid suits short clips.",
    end: { status: "failed", stage: "encode", reason: "The encoder process was ended by SIGSEGV while encoding gate-tower at CRF 40.", detail: "Svt[error]: test data, not a real encoder's words" },
  },
  ran("seed-x265-five-b", base("x265", { bframes: 5 }), "One more B-frame helps slow motion.", 1, [0.998, 0.996, 1.001], { from: "seed-x265-slow" }),
  ran("seed-half-size", { ...base("svt-av1", { preset: 6 }), transform: { downscale: { factor: "1/2", kernel: "lanczos", upscaler: "spline" } } }, "At low rates half the size is enough.", 20, [0.5], { lostDb: 12, from: "seed-av1-six" }),
  ran("seed-av1-four", base("svt-av1", { preset: 4 }), "Preset 4 extends the gain of preset 6.", 19, [0.8, 0.77, 0.86], { parentId: "seed-av1-six", origin: "suggestion", from: "seed-av1-six", evaluated: true, heldOutFactors: [0.78, 1.12, 0.81, 0.97, 1.05] }),
  ran("seed-x265-psy", base("x265", { tune: "none", psyRd: 2 }), "Psycho-visual tools cost PSNR; this measures how much.", -8, [1.07, 1.11, 1.09], { from: "seed-x265-slow" }),
  {
    id: "seed-no-plan", suite: "quick", plan: null, expectedPercent: 0, researcher: model, hypothesis: null,
    end: { status: "failed", stage: "plan", reason: "The model test-model gave no usable plan in 3 tries: timeout, broken JSON, timeout.", detail: null },
  },
  ran("seed-three-quarters", { ...base("svt-av1", { preset: 4 }), transform: { downscale: { factor: "3/4", kernel: "bicubic", upscaler: "lanczos" } } }, "Three quarters of the size keep enough detail.", 15, [0.7], { lostDb: 9, researcher: model, from: "seed-av1-four" }),
  ran("seed-vp9-one", base("vp9", { cpuUsed: 1 }), "A slower VP9 closes the gap to AV1.", 6, [0.93, 0.96, 0.98], { from: "seed-vp9-two" }),
  ran("seed-av1-three", base("svt-av1", { preset: 3 }), "Preset 3 adds non-square partitions.", 23, [0.77, 0.745, 0.83], { parentId: "seed-av1-four", origin: "suggestion", from: "seed-av1-four", evaluated: true, heldOutFactors: [0.81, 0.76, 0.84, 0.79, 0.82] }),
  { id: "seed-cancelled", suite: "full", plan: base("vp9", { cpuUsed: 0 }), expectedPercent: 8, researcher: person, hypothesis: "VP9 at its slowest on the full suite.", end: { status: "cancelled" }, origin: "by-hand" },
  ran("seed-av1-three-full", base("svt-av1", { preset: 3 }), "What holds on the quick suite holds on the full one.", 22, [0.79, 0.8, 0.74, 0.86, 0.9, 0.95, 0.72], { suite: "full" }),
  ran("seed-x264-veryslow", base("x264", { preset: "veryslow" }), "The best x264 is still behind x265 medium.", -20, [1.27, 1.33, 1.3], { from: "seed-x264-medium" }),
  ran("seed-av1-grain", base("svt-av1", { preset: 3, filmGrain: 8 }), "Film-grain synthesis costs PSNR by design.", -10, [1.1, 1.15, 1.12], { researcher: model, from: "seed-av1-three" }),
  ran("seed-x265-slower", base("x265", { preset: "slower" }), "x265 slower gains over slow.", 7, [0.94, 0.93, 0.95], { from: "seed-x265-slow" }),
  ran("seed-av1-two", base("svt-av1", { preset: 2 }), "The slowest bounded preset gives the best compression of this codec.", 26, [0.755, 0.73, 0.815], { parentId: "seed-av1-three", origin: "suggestion", from: "seed-av1-three", evaluated: true, heldOutFactors: [0.79, 0.745, 0.83, 0.77, 0.8] }),
  ran("seed-denoised", { ...base("svt-av1", { preset: 3 }), transform: { denoise: { filter: "hqdn3d", strength: 2 } } }, "Removing noise before coding saves bits, and PSNR pays.", 5, [1.04, 1.08, 1.02], { from: "seed-av1-three", evaluated: true }),
  ran("seed-av1-four-no-tf", base("svt-av1", { preset: 4, temporalFilter: false }), "Temporal filtering of references hurts PSNR on noisy film.", 20, [0.82, 0.8, 0.85], { researcher: model, from: "seed-av1-four" }),
  ran("seed-av1-aq-off", base("svt-av1", { preset: 2, aqMode: 0 }), "Adaptive quantisation costs PSNR, so without it the rate falls.", 27, [0.75, 0.735, 0.8], { from: "seed-av1-two", evaluated: true, heldOutFactors: [0.8, 0.755, 0.84, 0.79, 0.815] }),
  ran("seed-hybrid", { ...base("svt-av1", { preset: 4 }), ...everything }, "Every part at once shows what each one costs.", 30, [0.79, 0.78, 0.84], { from: "seed-av1-four", evaluated: true }),
  ran("seed-procedural", { ...base("none"), predictor: { kind: "scene" } }, "A scene program alone is not enough for film.", -80, [0.9], { lostDb: 14 }),
  ran("seed-vp9-zero", base("vp9", { cpuUsed: 0 }), "VP9 at its slowest.", 8, [0.91, 0.94, 0.95], { from: "seed-vp9-one", evaluated: true }),
  ran("seed-held-out", base("svt-av1", { preset: 2, aqMode: 0 }), "The best plan so far also wins on clips that the researcher never saw.", 25, [0.62, 0.66, 0.7, 0.68, 0.71], { suite: "held-out", researcher: person, origin: "by-hand" }),
  ran("seed-av1-short-gop", base("svt-av1", { preset: 2, aqMode: 0, keyint: 48 }), "Shorter key-frame distances cost bits on two-second clips.", 20, [0.79, 0.77, 0.84], { from: "seed-av1-aq-off", evaluated: true }),
  ran("seed-x265-veryslow", base("x265", { preset: "veryslow", rcLookahead: 60 }), "The slowest x265 with a long look-ahead.", 8, [0.925, 0.915, 0.94], { from: "seed-x265-slower" }),
  ran("seed-hopeless", base("x264", { preset: "ultrafast" }), "x264 at its fastest is enough for slow camera moves.", 4, [2.1, 2.4, 2.2], { from: "seed-x264-veryslow", evaluated: true }),
  ran("seed-near-twin", base("svt-av1", { preset: 2, aqMode: 0, keyint: 246 }), "A few frames fewer between key frames change nothing on two-second clips.", 26, [0.751, 0.736, 0.801], {
    from: "seed-av1-aq-off", evaluated: true, researcher: model, novelty: "The clips are shorter than both distances: this run measures how much two all but equal plans differ.",
  }),
  ran("seed-av1-sharp", base("svt-av1", { preset: 2, aqMode: 0, sharpness: 1 }), "A little sharpness does not change the rate.", 27, [0.752, 0.738, 0.802], { from: "seed-av1-aq-off", evaluated: true }),
];
