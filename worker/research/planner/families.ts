import { BaseSchema, CRF_RANGE } from "#lib/plan/base-settings.ts";
import { PlanSchema, type Plan, type PlanInput } from "#lib/plan/schema.ts";
import type { BaseCodec } from "./trials.ts";

/** What is tried first of a codec, and what is expected of it before anything is measured. */
export interface Family {
  codec: BaseCodec;
  start: Plan;
  /** Expected reduction against x265 medium with tune psnr at equal PSNR, percent; from first measurements on film and scenes, to be corrected on each suite. */
  priorPercent: number;
  /** Spread of that guess, percentage points. */
  spread: number;
  idea: string;
}

function startPlan(base: { codec: BaseCodec } & Record<string, unknown>, parts: Pick<PlanInput, "predictor"> = {}): Plan {
  return PlanSchema.parse({ ...parts, base: BaseSchema.parse(base), rungs: CRF_RANGE[base.codec].ladder.map((crf) => ({ crf })) });
}

/*
 * SVT-AV1's first preset is a middle one, so that the first experiment on a suite ends in about a minute with its baseline;
 * the slow presets come when it has earned them.
 */
export const FAMILIES: Record<BaseCodec, Family> = {
  "svt-av1": {
    codec: "svt-av1", priorPercent: 30, spread: 15, start: startPlan({ codec: "svt-av1", preset: 6 }),
    idea: "AV1 has larger blocks, more prediction modes, a deep pyramid of temporally filtered references and restoration in its loop, none of which HEVC has in full",
  },
  vp9: {
    codec: "vp9", priorPercent: -10, spread: 15, start: startPlan({ codec: "vp9", cpuUsed: 1, frameParallel: false }),
    // By 14 to 32 % (worker/codecs/README.md): prose states numbers of the record only, so the sentence has none.
    idea: "VP9 is AV1's ancestor and runs here in one pass, without hidden alternative references: two passes would save many bits more, so the result is that of this one-pass VP9 and not of VP9 at its best",
  },
  x265: {
    codec: "x265", priorPercent: 12, spread: 10, start: startPlan({ codec: "x265", preset: "slow" }),
    idea: "the baseline's own format with a deeper search shows how much is left in HEVC itself before another format has to explain it",
  },
  x264: {
    codec: "x264", priorPercent: -15, spread: 12, start: startPlan({ codec: "x264", preset: "veryslow" }),
    idea: "H.264 at its slowest marks the floor: what a newer format must beat by a margin, and on which clips the format does not matter",
  },
  none: {
    codec: "none", priorPercent: -60, spread: 40, start: startPlan({ codec: "none" }, { predictor: { kind: "scene" } }),
    idea: "a scene program alone, with nothing coded beside it, shows which clips are drawn by a handful of numbers and which are not",
  },
};

/**
 * The order in which the codecs not yet measured on a suite are tried. Once something beats the baseline, the question is
 * whether the format or the depth of the search did it, which x265 itself answers; until then, what another format does.
 */
export function familyOrder(bestReduction: number | null): BaseCodec[] {
  return bestReduction === null || bestReduction > 0 ? ["svt-av1", "x265", "vp9", "x264"] : ["svt-av1", "vp9", "x265", "x264"];
}
