import type { AdaptSettings, ShotScale } from "../plan/adapt-settings.ts";
import type { Base, CodedCodec } from "../plan/base-settings.ts";
import type { Plan, RestoreSettings } from "../plan/schema.ts";
import type { ClipSpec, Suite } from "./schema.ts";

/** What launching an experiment costs when no baseline is cached. */
export interface SuiteCost {
  clips: number;
  /** Encodes of the candidate: clips times rungs. */
  encodes: number;
  baselineEncodes: number;
  /** Luma samples of all source frames of the suite. */
  pixels: number;
  roughMinutes: number;
  /** What of the plan takes time beside the encodes that are counted above; all in roughMinutes. */
  includes: readonly CostExtra[];
}

export type CostExtra = "scene search" | "trial encodes" | "training";

/** Rungs of the baseline curve: x265 medium at CRF 17, 22, 27, 32 and 37. */
const BASELINE_RUNGS = 5;

/*
 * Encoding speed in million luma samples a second of one single-threaded encoder while a second one runs beside it.
 * Measured on the project's 2-core machine (November 2026, AVX-512) with this pipeline's own encoders on the quick
 * suite's two films at 640x360 in the middle of the CRF ladder; low CRFs are up to twice slower, high ones faster.
 * x264 and x265 with nothing pinned beside the preset: CPU time of 36 frames of a generated 640x360 clip at CRF 27, where
 * the two medium presets came out as fast as on the films (25 and 12).
 * SVT-AV1 presets 0 and 1: encodes of 2 s clips at 640x360, the same way.
 */
const SPEEDS: { [C in CodedCodec]: Record<string, number> } = {
  x265: { ultrafast: 36, superfast: 21, veryfast: 17.2, faster: 16.8, fast: 13.5, medium: 13.5, slow: 5.2, slower: 1.3, veryslow: 0.8 },
  "svt-av1": { 0: 0.32, 1: 0.55, 2: 1.1, 3: 2.3, 4: 5.3, 5: 9.7, 6: 11.4, 7: 12.9, 8: 17.5, 9: 25.5, 10: 38.9 },
  vp9: { 0: 1, 1: 2.3, 2: 3.4, 3: 3.4, 4: 3.5, 5: 3.6 },
  x264: { ultrafast: 188, superfast: 105, veryfast: 68, faster: 39, fast: 28, medium: 25.1, slow: 15.3, slower: 9.7, veryslow: 8.2 },
};
/** For a preset without a measurement: slow enough that the estimate is no promise. */
const UNKNOWN_SPEED = 2;
/** Decoding, writing and measuring one rung, million samples a second. */
const CHECK_SPEED = 40;
/** Starting the decoder's process and handing over files, seconds a rung. */
const RUNG_SECONDS = 0.4;
const SLOTS = 2;
/** Operating points of a plan when none is chosen yet. */
const TYPICAL_RUNGS = 5;

/** Rendering a scene program and coding nothing, million samples a second. */
const RENDER_SPEED = 10;
/** Looking for a scene program in one clip, seconds: 20 to 60 by clip and kinds of layer; a plate and sprites come on top. */
const FIT_SECONDS = 40;
const PLATE_SECONDS = 20;
/** Fitting Wiener filters, seconds a million luma samples: 3.5 s for 48 frames of 640x360 (worker/restore/wiener/README.md). */
const WIENER_SECONDS = 3.5 / 11.06;
/**
 * Multiply-adds of a network's forward pass that a second of training gets through, gradients being made beside them. Best
 * of the whole trainings in worker/restore/cnn/README.md: 112 steps of 8 patches of 64x64 a second at 720 a sample.
 */
const TRAINING_SPEED = 112 * 8 * 64 ** 2 * 720;

const BASELINE: Pick<Extract<Base, { codec: "x265" }>, "codec" | "preset"> = { codec: "x265", preset: "medium" };

function speedOf(base: Base | typeof BASELINE): number {
  if (base.codec === "none") return RENDER_SPEED;
  const preset = base.codec === "vp9" ? base.cpuUsed : base.preset;
  return SPEEDS[base.codec][preset] ?? UNKNOWN_SPEED;
}

const SCALES: Record<ShotScale, number> = { "1": 1, "3/4": 3 / 4, "2/3": 2 / 3, "1/2": 1 / 2 };

/**
 * Encodes of a clip that one rung takes, in encodes at full size, as measured adaptation tries them: offsets at full size and
 * the clip in one piece where there may be cuts, two offsets at each smaller size.
 */
function trialsOf(adapt: AdaptSettings | null, mayHaveCuts: boolean): number {
  if (adapt?.rule !== "measured") return 1;
  const offsets = !mayHaveCuts || adapt.maxOffset === 0 ? 1 : adapt.maxOffset < 4 ? 3 : 5;
  const smaller = Object.values(SCALES).filter((scale) => scale < 1 && scale >= SCALES[adapt.smallest]);
  return offsets + (mayHaveCuts ? 1 : 0) + smaller.reduce((sum, scale) => sum + 2 * scale ** 2, 0);
}

/** Learning the restoration of one rung, seconds at most: training may end early. */
function trainingSeconds(restore: RestoreSettings | null, megapixels: number): number {
  if (!restore) return 0;
  if (restore.kind === "wiener") return WIENER_SECONDS * megapixels;
  const { layers, channels, steps, batch, patch, temporal } = restore;
  // Both neighbours of a picture are inputs beside it.
  const multiplies = 9 * ((temporal ? 3 : 1) * channels + (layers - 2) * channels ** 2 + channels);
  return (steps * batch * patch ** 2 * multiplies) / TRAINING_SPEED;
}

/** Luma samples of a clip's frames; an upload's size is not in its spec and is taken as 720p unless it is given. */
function pixelsOf(clip: ClipSpec, uploadSize: Size | undefined): number {
  const { width, height } = clip.kind === "upload" ? (uploadSize ?? { width: 1280, height: 720 }) : clip;
  return width * height * clip.frames;
}

interface Size {
  width: number;
  height: number;
}

/** Seconds of one processor for one clip: the plan's rungs and the baseline's. */
function clipSeconds(clip: ClipSpec, pixels: number, plan: Plan | null, rungs: number): number {
  const megapixels = pixels / 1e6;
  const { base, predictor, adapt, restore, transform } = plan ?? { base: BASELINE, predictor: null, adapt: null, restore: null, transform: null };
  const coded = SCALES[transform?.downscale?.factor ?? "1"] ** 2;
  // Under a predictor, the clip is coded with and without it, and the better one is kept.
  const encodes = (predictor && base.codec !== "none" ? 2 : 1) * trialsOf(adapt, clip.kind !== "scene");
  const fit = predictor ? FIT_SECONDS + (predictor.plate ? PLATE_SECONDS : 0) : 0;
  const rung = (megapixels * coded * encodes) / speedOf(base) + (megapixels * encodes) / CHECK_SPEED + RUNG_SECONDS + trainingSeconds(restore, megapixels);
  const baselineRung = megapixels / speedOf(BASELINE) + megapixels / CHECK_SPEED + RUNG_SECONDS;
  return fit + rungs * rung + BASELINE_RUNGS * baselineRung;
}

/**
 * Estimates what an experiment on a suite costs on two cores, from pixel counts and measured speeds. Streams that this
 * machine has cached make it cheaper, networks that stop early too.
 * @param plan null when none is chosen yet: five rungs of a codec as fast as the baseline are assumed.
 * @param uploadSize size of the pictures of an uploaded clip, where it is known.
 */
export function estimateCost(suite: Suite, plan: Plan | null, uploadSize?: Size): SuiteCost {
  const rungs = plan?.rungs.length ?? TYPICAL_RUNGS;
  const clips = suite.clips.map((clip) => ({ clip, pixels: pixelsOf(clip, uploadSize) }));
  const seconds = clips.reduce((sum, { clip, pixels }) => sum + clipSeconds(clip, pixels, plan, rungs), 0);
  const extras: [CostExtra, boolean][] = [
    ["scene search", Boolean(plan?.predictor)],
    ["trial encodes", plan?.adapt?.rule === "measured"],
    ["training", Boolean(plan?.restore)],
  ];
  return {
    clips: clips.length,
    encodes: clips.length * rungs,
    baselineEncodes: clips.length * BASELINE_RUNGS,
    pixels: clips.reduce((sum, { pixels }) => sum + pixels, 0),
    roughMinutes: seconds / SLOTS / 60,
    includes: extras.flatMap(([extra, there]) => (there ? [extra] : [])),
  };
}
