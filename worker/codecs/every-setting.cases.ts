import type { CodedCodec } from "#lib/plan/base-settings.ts";
import { SMALL, type TestClip } from "./test-clip.ts";

/** Long enough for the deepest B pyramid of SVT-AV1 (a mini-GOP of 32) and for look-ahead to end before the clip does. */
const LONG: TestClip = { ...SMALL, frames: 72 };

/** How a setting is proven to reach the bitstream: no two of `values` may give the same bytes on this clip. */
export interface SettingCase {
  /** Every value of an enum or a boolean has to be here; of a number's range, some. Never null: it is another name for one of them. */
  values: readonly (string | number | boolean)[];
  /** Other settings that this one needs in order to matter. */
  beside?: Record<string, string | number | boolean>;
  clip?: TestClip;
}

const BOOLEANS = [false, true] as const;
const PRESETS = ["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"] as const;

export const SETTING_CASES: Record<CodedCodec, Record<string, SettingCase>> = {
  x265: {
    preset: { values: PRESETS },
    // Presets up to medium have no psycho-visual quantisation that tune=psnr could switch off.
    tune: { values: ["none", "psnr", "grain"], beside: { preset: "slow" } },
    keyint: { values: [1, 8, 250] },
    bframes: { values: [0, 2, 4] },
    refs: { values: [1, 3, 6] },
    aqMode: { values: [0, 1, 2, 3, 4] },
    // Adaptive quantisation is off by default, and then has no strength.
    aqStrength: { values: [0.5, 1, 3], beside: { aqMode: 1 } },
    cuTree: { values: BOOLEANS },
    psyRd: { values: [0, 1, 5] },
    sao: { values: BOOLEANS },
    ctu: { values: [16, 32, 64] },
    rcLookahead: { values: [10, 20], clip: LONG },
  },
  "svt-av1": {
    preset: { values: [2, 3, 4, 5, 6, 7, 8, 9, 10] },
    tune: { values: ["vq", "psnr", "ssim"] },
    keyint: { values: [1, 8, 250] },
    hierarchicalLevels: { values: [2, 3, 4, 5], clip: LONG, beside: { preset: 8 } },
    lookahead: { values: [0, 60], clip: LONG, beside: { preset: 8 } },
    aqMode: { values: [0, 1, 2] },
    temporalFilter: { values: BOOLEANS },
    filmGrain: { values: [0, 8, 50] },
    varianceBoost: { values: BOOLEANS },
    sharpness: { values: [-7, 0, 7] },
    cdef: { values: BOOLEANS },
    loopRestoration: { values: BOOLEANS },
  },
  vp9: {
    cpuUsed: { values: [0, 1, 2, 3, 4, 5] },
    tune: { values: ["psnr", "ssim"] },
    keyint: { values: [1, 8, 250] },
    frameParallel: { values: BOOLEANS },
    aqMode: { values: [0, 1, 2, 3] },
    sharpness: { values: [0, 3, 7] },
    tuneContent: { values: ["default", "film"] },
  },
  x264: {
    preset: { values: PRESETS },
    tune: { values: ["none", "psnr", "film", "grain"] },
    keyint: { values: [1, 8, 250] },
    bframes: { values: [0, 1, 3] },
    refs: { values: [1, 3, 8] },
    aqMode: { values: [0, 1, 2, 3] },
    // Adaptive quantisation is off by default, and then has no strength.
    aqStrength: { values: [0.5, 1, 3], beside: { aqMode: 1 } },
    psyRd: { values: [0, 1, 3] },
    // x264 takes 10 for 9 unless trellis is 2 and adaptive quantisation is on.
    subme: { values: [1, 2, 4, 6, 7, 8, 9, 10], beside: { trellis: 2, aqMode: 1 } },
    trellis: { values: [0, 1, 2] },
    mbTree: { values: BOOLEANS },
    deblock: { values: [-3, 0, 3] },
    rcLookahead: { values: [1, 10, 40], clip: LONG },
  },
};
