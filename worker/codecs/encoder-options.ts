import type { BaseOf, CodedBase } from "#lib/plan/base-settings.ts";

/** An encoder of this FFmpeg build with every option that it is handed. */
export interface EncoderOptions {
  encoder: "libx265" | "libsvtav1" | "libvpx-vp9" | "libx264";
  /** AVOptions by name; the `*-params` values are key=value pairs made of enums and bounded numbers only. */
  options: Record<string, string>;
  threads: 1;
}

const bit = (on: boolean): string => (on ? "1" : "0");
const bitOrNull = (on: boolean | null): string | null => (on === null ? null : bit(on));

/** Pairs without a value are not passed: the encoder's preset then decides. */
function params(pairs: Record<string, string | number | null>): string {
  return Object.entries(pairs).flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`])).join(":");
}

const CTU_SIZES = [64, 32, 16] as const;

/** x265 refuses a coding unit that is larger than the picture, also when its preset chose it; null where the preset's fits. */
function ctuThatFits({ ctu, preset }: BaseOf<"x265">, { width, height }: { width: number; height: number }): number | null {
  const chosen = ctu ?? (preset === "ultrafast" || preset === "superfast" ? 32 : 64);
  const fits = CTU_SIZES.find((size) => size <= Math.min(chosen, width, height)) ?? 16;
  return ctu === null && fits === chosen ? null : fits;
}

/** Look-ahead of x265's ultrafast, frames; the other presets look ahead 10 and more. */
const ULTRAFAST_LOOKAHEAD = 5;

/** x265 refuses to open with a look-ahead that is not above its B-frames, also when its preset chose it; null where the preset's is. */
function lookaheadThatFits({ bframes, rcLookahead, preset }: BaseOf<"x265">): number | null {
  if (rcLookahead !== null || bframes === null) return rcLookahead;
  return preset === "ultrafast" && bframes >= ULTRAFAST_LOOKAHEAD ? bframes + 1 : null;
}

/** What x265 and x264 take alike; the order is part of what cached streams are known by. */
function commonOptions({ preset, tune, keyint }: BaseOf<"x265" | "x264">, crf: number): Record<string, string> {
  return { threads: "1", preset, ...(tune === "none" ? {} : { tune }), crf: String(crf), g: String(keyint) };
}

/**
 * x265: one thread without wavefronts (pools=none), which also compresses better than wavefront coding; no information SEI.
 * Open GOP and the least key-frame distance are x265's own defaults.
 */
function x265Options(base: BaseOf<"x265">, crf: number, coded: { width: number; height: number }): EncoderOptions {
  return {
    encoder: "libx265",
    threads: 1,
    options: {
      ...commonOptions(base, crf),
      "x265-params": params({
        info: 0, "log-level": 0, pools: "none", "frame-threads": 1,
        bframes: base.bframes, ref: base.refs, "aq-mode": base.aqMode, "aq-strength": base.aqStrength.toFixed(1),
        cutree: bit(base.cuTree), "psy-rd": base.psyRd.toFixed(1), sao: bitOrNull(base.sao), ctu: ctuThatFits(base, coded), "rc-lookahead": lookaheadThatFits(base),
      }),
    },
  };
}

const SVT_TUNES = { vq: 0, psnr: 1, ssim: 2 } as const;

/**
 * SVT-AV1, level of parallelism 1. -1 leaves a filter as strong as the preset has it; 1 would force CDEF to its full search.
 * Film grain is removed before coding (film-grain-denoise), as the setting promises; SVT-AV1 3.x leaves it in by default.
 */
function svtAv1Options(base: BaseOf<"svt-av1">, crf: number): EncoderOptions {
  return {
    encoder: "libsvtav1",
    threads: 1,
    options: {
      threads: "1",
      preset: String(base.preset),
      crf: String(crf),
      g: String(base.keyint),
      "svtav1-params": params({
        lp: 1, tune: SVT_TUNES[base.tune], "hierarchical-levels": base.hierarchicalLevels, lookahead: base.lookahead,
        "aq-mode": base.aqMode, "enable-tf": bit(base.temporalFilter), "film-grain": base.filmGrain,
        ...(base.filmGrain > 0 ? { "film-grain-denoise": 1 } : {}),
        "enable-variance-boost": bit(base.varianceBoost), sharpness: base.sharpness,
        "enable-cdef": base.cdef ? -1 : 0, "enable-restoration": base.loopRestoration ? -1 : 0,
      }),
    },
  };
}

/** VP9: constant quality (b=0 with a crf) in one pass. */
function vp9Options(base: BaseOf<"vp9">, crf: number): EncoderOptions {
  return {
    encoder: "libvpx-vp9",
    threads: 1,
    options: {
      threads: "1", deadline: "good", b: "0", "row-mt": "0",
      "cpu-used": String(base.cpuUsed), crf: String(crf), g: String(base.keyint), tune: base.tune,
      "frame-parallel": bit(base.frameParallel), "aq-mode": String(base.aqMode), sharpness: String(base.sharpness),
      "tune-content": base.tuneContent,
    },
  };
}

/** Psycho-visual trellis of x264's own tunes (x264 --fullhelp), kept when psy-rd is set beside the tune. */
const X264_PSY_TRELLIS = { none: "0.00", psnr: "0.00", film: "0.15", grain: "0.25" } as const;

/**
 * x264, one thread. The AVX-512 code of core 165 gives other bytes from run to run (17 different streams in 20 encodes
 * here; none with SSE4.2, AVX or AVX2, which agree with plain C), so the instruction set is pinned on x64.
 */
function x264Options(base: BaseOf<"x264">, crf: number): EncoderOptions {
  return {
    encoder: "libx264",
    threads: 1,
    options: {
      ...commonOptions(base, crf),
      "x264-params": params({
        "lookahead-threads": 1, ...(process.arch === "x64" ? { asm: "sse4.2" } : {}),
        bframes: base.bframes, ref: base.refs, "aq-mode": base.aqMode, "aq-strength": base.aqStrength.toFixed(1),
        psy: bit(base.tune !== "psnr" || base.psyRd > 0), "psy-rd": `${base.psyRd.toFixed(1)},${X264_PSY_TRELLIS[base.tune]}`,
        subme: base.subme, trellis: base.trellis, mbtree: bitOrNull(base.mbTree), deblock: base.deblock === null ? null : `${base.deblock},${base.deblock}`,
        "rc-lookahead": base.rcLookahead,
      }),
    },
  };
}

/**
 * The encoder and every option for one operating point of a plan. Each runs on one thread: bitstreams repeat byte for
 * byte, and several encodes run side by side.
 * @param crf on the codec's own scale.
 * @param coded size of the coded picture, in luma samples.
 */
export function encoderOptionsOf(base: CodedBase, crf: number, coded: { width: number; height: number }): EncoderOptions {
  switch (base.codec) {
    case "x265": return x265Options(base, crf, coded);
    case "svt-av1": return svtAv1Options(base, crf);
    case "vp9": return vp9Options(base, crf);
    case "x264": return x264Options(base, crf);
  }
}
