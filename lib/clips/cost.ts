import type { Base, CodedCodec } from "../plan/base-settings.ts";
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
}

/** Rungs of the baseline curve: x265 medium at CRF 17, 22, 27, 32 and 37. */
const BASELINE_RUNGS = 5;

/*
 * Encoding speed in million luma samples a second of one single-threaded encoder while a second one runs beside it.
 * Measured on the project's 2-core machine (November 2026, AVX-512) with this pipeline's own encoders on the quick
 * suite's two films at 640x360 in the middle of the CRF ladder; low CRFs are up to twice slower, high ones faster.
 * x264 and x265 with nothing pinned beside the preset: CPU time of 36 frames of a generated 640x360 clip at CRF 27, where
 * the two medium presets came out as fast as on the films (25 and 12).
 */
const SPEEDS: { [C in CodedCodec]: Record<string, number> } = {
  x265: { ultrafast: 36, superfast: 21, veryfast: 17.2, faster: 16.8, fast: 13.5, medium: 13.5, slow: 5.2, slower: 1.3, veryslow: 0.8 },
  "svt-av1": { 2: 1.1, 3: 2.3, 4: 5.3, 5: 9.7, 6: 11.4, 7: 12.9, 8: 17.5, 9: 25.5, 10: 38.9 },
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

const BASELINE: Pick<Extract<Base, { codec: "x265" }>, "codec" | "preset"> = { codec: "x265", preset: "medium" };

/** Rendering a scene program and coding nothing. */
const RENDER_SPEED = 10;

function speedOf(base: Base | typeof BASELINE): number {
  if (base.codec === "none") return RENDER_SPEED;
  const preset = base.codec === "vp9" ? base.cpuUsed : base.preset;
  return SPEEDS[base.codec][preset] ?? UNKNOWN_SPEED;
}

/** Luma samples of a clip's frames; an upload's size is not in its spec and is taken as 720p. */
function pixelsOf(clip: ClipSpec): number {
  const { width, height } = clip.kind === "upload" ? { width: 1280, height: 720 } : clip;
  return width * height * clip.frames;
}

/**
 * Estimates what an experiment on a suite costs on two cores, from pixel counts and measured speeds.
 * @param rungs operating points of the plan.
 * @param base the plan's codec; without it, one as fast as the baseline is assumed.
 */
export function estimateCost(suite: Suite, rungs: number, base: Base | typeof BASELINE = BASELINE): SuiteCost {
  const clips = suite.clips.length;
  const pixels = suite.clips.reduce((sum, clip) => sum + pixelsOf(clip), 0);
  const megapixels = pixels / 1e6;
  const encodes = clips * rungs;
  const baselineEncodes = clips * BASELINE_RUNGS;
  const encodeSeconds = (megapixels * rungs) / speedOf(base) + (megapixels * BASELINE_RUNGS) / speedOf(BASELINE);
  const checkSeconds = (megapixels * (rungs + BASELINE_RUNGS)) / CHECK_SPEED + RUNG_SECONDS * (encodes + baselineEncodes);
  return { clips, encodes, baselineEncodes, pixels, roughMinutes: (encodeSeconds + checkSeconds) / SLOTS / 60 };
}
