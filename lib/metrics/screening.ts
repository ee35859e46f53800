import type { ClipFacts } from "../clips/schema.ts";
import type { RdPoint, Screen } from "../experiment/schema.ts";
import type { Plan } from "../plan/schema.ts";
import { trackOf } from "../plan/track.ts";
import { createRdCurve, IncomparableError } from "./rd-curve.ts";
import { reductionPercent } from "./reduction.ts";

/*
 * The first look at a plan: two inner rungs on one clip, against the baseline's curve. It ends an experiment only where the plan
 * cannot win, and is never a figure of the suite.
 */

/**
 * Percent more bits than the baseline, on both rungs, from which a plan is hopeless. The mean of a suite may stand far from the
 * clip that is looked at: 9 to 11 points for SVT-AV1 preset 3 (`film` 28.8 against 37.2, `full` 27.5 against 16.2), and up to 30 for x264
 * veryslow, which needs 23.6 and 33.4 % more on the meadow and 3.0 % more on `quick`. Past the largest of these, no mean was seen to win.
 */
export const HOPELESS_PERCENT = 35;

type Sized = Pick<ClipFacts, "kind" | "width" | "height" | "frames">;

const samplesOf = ({ width, height, frames }: Sized): number => width * height * frames;

/** The clip to look at: the film clip with the fewest samples, since film is what most suites are about; without film, the cheapest clip. The first of equals. */
export function screenedClip<C extends Sized>(clips: readonly C[]): C | undefined {
  const films = clips.filter(({ kind }) => kind === "film");
  return (films.length > 0 ? films : clips).reduce<C | undefined>((least, clip) => (least === undefined || samplesOf(clip) < samplesOf(least) ? clip : least), undefined);
}

/** The two rungs in the middle of an ascending ladder, where the baseline point usually lies; of five, the third and the fourth, which cost less. */
export function screenedRungs({ rungs }: Pick<Plan, "rungs">): number[] {
  const from = Math.floor((rungs.length - 1) / 2);
  return rungs.slice(from, from + 2).map(({ crf }) => crf);
}

/**
 * Percent more bits from which the plan cannot win on these clips, given the one that is looked at; or why no look can tell.
 * A scene program may leave nothing of a generated clip (`full`: over 99.9 % on plasma): where the look is at another clip, each
 * generated one is granted a saving of everything.
 */
export function hopelessFrom(plan: Plan, clips: readonly Pick<ClipFacts, "kind">[], screened: Pick<ClipFacts, "kind">): { percent: number } | { skip: string } {
  if (trackOf(plan) === "film-grain") return { skip: "Film-grain synthesis gives up PSNR by design and is ranked on a track of its own: more bits at equal PSNR say nothing there." };
  const scenes = clips.filter(({ kind }) => kind === "scene").length;
  if (!plan.predictor || clips.length === 1 || scenes === 0) return { percent: HOPELESS_PERCENT };
  if (screened.kind === "scene") return { skip: "Scene programs do very differently on different generated clips: one clip tells nothing of the others." };
  return { percent: HOPELESS_PERCENT + (100 * scenes) / (clips.length - scenes) };
}

/** The point's saving against the baseline's curve at the same PSNR-YUV, percent, positive is smaller; null where that curve does not reach the quality. */
export function savingAt(baseline: readonly RdPoint[], { psnrYuv, kbps }: Pick<RdPoint, "psnrYuv" | "kbps">): number | null {
  if (psnrYuv === null) return null;
  try {
    const curve = createRdCurve(baseline.map((point) => ({ rate: point.kbps, quality: point.psnrYuv })), "the baseline's curve");
    return psnrYuv < curve.minQuality || psnrYuv > curve.maxQuality ? null : reductionPercent(curve.rateAt(psnrYuv), kbps);
  } catch (error) {
    if (!(error instanceof IncomparableError)) throw error;
    return null;
  }
}

const inWords = ({ point, reductionPercent: percent }: Screen["rungs"][number]): string =>
  `CRF ${point.crf} ${percent === null ? "has a quality that the baseline's curve does not reach" : `needs ${Math.abs(percent).toFixed(1)} % ${percent >= 0 ? "fewer" : "more"} bits`}`;

/** Hopeless only if both rungs have a number and both lose at least `percent`; what cannot be compared goes on to the suite. */
export function judgeScreen(rungs: Screen["rungs"], percent: number, clipTitle: string): Pick<Screen, "outcome" | "reason"> {
  const hopeless = rungs.length > 0 && rungs.every((rung) => rung.reductionPercent !== null && rung.reductionPercent <= -percent);
  const said = `${rungs.map(inWords).join(" and ")} against x265 medium at equal PSNR-YUV on ${clipTitle}`;
  if (hopeless) return { outcome: "hopeless", reason: `${said}; with ${percent.toFixed(0)} % more on both it cannot win, so the suite was not measured` };
  return { outcome: "passed", reason: `${said}; only ${percent.toFixed(0)} % more on both would have ended it here` };
}
