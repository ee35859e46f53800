import type { Plan } from "#lib/plan/schema.ts";
import { isMeasured, type Trial } from "../planner/trials.ts";

/*
 * How long a plan takes beside others: rough factors on an experiment's time, relative to SVT-AV1 at preset 6. Only used to
 * leave out what would not end in time; measured runtimes calibrate them.
 */
/** SVT-AV1's presets, 0 to 10: the speeds of lib/clips/cost.ts. */
const AV1_PRESETS = [35, 21, 10.4, 5, 2.2, 1.2, 1, 0.9, 0.65, 0.45, 0.3];
const PRESETS: Record<string, number> = { ultrafast: 0.4, superfast: 0.5, veryfast: 0.6, faster: 0.7, fast: 0.8, medium: 1, slow: 1.8, slower: 5, veryslow: 8 };
/** Time that every experiment takes, whatever its codec: decoding, measuring, storing. */
const FIXED = 1;

function encoding({ base }: Plan): number {
  if (base.codec === "svt-av1") return AV1_PRESETS[base.preset] ?? 1;
  if (base.codec === "vp9") return 5 / (1 + base.cpuUsed);
  return base.codec === "none" ? 0.2 : (PRESETS[base.preset] ?? 1) * (base.codec === "x264" ? 0.5 : 1);
}

function learning({ restore }: Plan): number {
  if (!restore) return 0;
  // Least squares take 0.3 s a million samples, of which SVT-AV1 at preset 6 codes 11.4 a second (lib/clips/cost.ts).
  const filters = restore.kind === "wiener" || restore.before === "wiener" ? 3.6 : 0;
  return filters + (restore.kind === "cnn" ? (restore.steps / 2000) * (restore.channels / 12) ** 2 * (restore.batch / 4) * 18 : 0);
}

/** Relative time of an experiment with this plan. */
export function slownessOf(plan: Plan): number {
  const trials = plan.adapt?.rule === "measured" ? 6 : 1;
  const factor = plan.transform?.downscale?.factor;
  const pixels = factor ? { "3/4": 0.6, "2/3": 0.5, "1/2": 0.3 }[factor] : 1;
  const denoising = plan.transform?.denoise?.filter === "nlmeans" ? 4 : 0;
  return FIXED + encoding(plan) * trials * pixels + learning(plan) + (plan.predictor ? 3 + (plan.predictor.plate ? 3 : 0) : 0) + denoising;
}

/** Estimates runtimes from the measured ones: the median of time per slowness; 0 when nothing was timed. */
export function createTimer(trials: readonly Trial[]): (plan: Plan) => number {
  const speeds = trials.filter(isMeasured).flatMap(({ plan, runtimeMs }) => (runtimeMs === null ? [] : [runtimeMs / slownessOf(plan)])).sort((a, b) => a - b);
  const middle = speeds[Math.floor(speeds.length / 2)] ?? 0;
  return (plan) => middle * slownessOf(plan);
}
