import { CRF_RANGE } from "#lib/plan/base-settings.ts";
import type { Plan } from "#lib/plan/schema.ts";
import type { DigestClip, DigestDetail, DigestPoint } from "#lib/research/digest-schema.ts";
import type { BaseCodec } from "./trials.ts";

const RUNGS = 5;
/** CRF steps between neighbouring rungs at least, so that a curve does not bunch up. */
const MIN_SPAN = 16;

/** `count` whole CRFs from low to high, evenly spaced and inside the codec's range. */
export function spreadRungs(codec: BaseCodec, low: number, high: number): { crf: number }[] {
  const range = CRF_RANGE[codec];
  const start = Math.max(range.min, Math.min(Math.floor(low), range.max - MIN_SPAN));
  const end = Math.min(range.max, Math.max(Math.ceil(high), start + MIN_SPAN));
  return Array.from({ length: RUNGS }, (_, index) => ({ crf: Math.round(start + ((end - start) * index) / (RUNGS - 1)) }));
}

/** CRF at which the measured curve has this quality: linear between rungs, and beyond them along the last two. */
function crfAt(points: readonly DigestPoint[], quality: number): number | null {
  const known = points.flatMap(({ crf, psnrYuv }) => (psnrYuv === null ? [] : [{ crf, psnrYuv }])).sort((a, b) => a.crf - b.crf);
  for (let index = 0; index + 1 < known.length; index += 1) {
    const [left, right] = [known[index], known[index + 1]];
    if (!left || !right || left.psnrYuv === right.psnrYuv) continue;
    const last = index + 2 === known.length;
    const inside = quality <= left.psnrYuv && quality >= right.psnrYuv;
    const before = index === 0 && quality > left.psnrYuv;
    if (inside || before || last) return left.crf + ((left.psnrYuv - quality) / (left.psnrYuv - right.psnrYuv)) * (right.crf - left.crf);
  }
  return null;
}

function qualities(points: readonly DigestPoint[]): number[] {
  return points.flatMap(({ psnrYuv }) => (psnrYuv === null ? [] : [psnrYuv]));
}

/** Whether the clip's curves missed each other: no number, or one from a thin overlap. */
function missed(clip: DigestClip): boolean {
  return clip.incomparable !== null || clip.lowOverlap;
}

/** Whether the lowest CRF that the codec has was run and did not reach the quality: no ladder would. */
function outOfReach({ base, rungs }: Plan, clips: readonly DigestClip[]): boolean {
  return rungs[0]?.crf === CRF_RANGE[base.codec].min && clips.some(({ incomparable }) => incomparable?.code === "quality-not-reached");
}

/** Rungs that cover the baseline's quality on every clip, judged from where this codec's curve lay; null when they were fine, or when none can. */
export function shiftedRungs(plan: Plan, detail: DigestDetail): { crf: number }[] | null {
  if (!detail.clips.some(missed) || outOfReach(plan, detail.clips)) return null;
  const wanted = detail.clips.flatMap((clip) => {
    const baseline = qualities(clip.baselinePoints);
    const [low, high] = [crfAt(clip.points, Math.max(...baseline)), crfAt(clip.points, Math.min(...baseline))];
    return low === null || high === null ? [] : [{ low, high }];
  });
  if (wanted.length === 0) return null;
  const rungs = spreadRungs(plan.base.codec, Math.min(...wanted.map(({ low }) => low)), Math.max(...wanted.map(({ high }) => high)));
  return rungs.map(({ crf }) => crf).join() === plan.rungs.map(({ crf }) => crf).join() ? null : rungs;
}

/** CRFs by which the ladder moves down when the coded picture is smaller: it must reach the baseline's quality with fewer samples. */
const DOWNSCALE_SHIFT: Record<string, number> = { "3/4": 8, "2/3": 10, "1/2": 14 };

/** The ladder of a plan after a change of its transform. */
export function rungsFor(plan: Plan, from: Plan): { crf: number }[] {
  const shift = (of: Plan): number => DOWNSCALE_SHIFT[of.transform?.downscale?.factor ?? ""] ?? 0;
  const move = shift(plan) - shift(from);
  const first = from.rungs[0]?.crf ?? CRF_RANGE[from.base.codec].min;
  const last = from.rungs.at(-1)?.crf ?? CRF_RANGE[from.base.codec].max;
  return move === 0 ? from.rungs : spreadRungs(plan.base.codec, first - move, last - move);
}
