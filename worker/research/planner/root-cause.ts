import type { Experiment } from "#lib/experiment/schema.ts";
import type { Plan } from "#lib/plan/schema.ts";
import type { Digest, DigestClip, DigestDetail } from "#lib/research/digest-schema.ts";
import { FAMILIES } from "./families.ts";
import { partsCause } from "./parts-cause.ts";
import { differences, isMeasured, settingsOf, trialsOf, type MeasuredTrial } from "./trials.ts";
import { changeText, sizeText } from "./wording.ts";

/** PSNR and SSIM disagree when their mean BD-rates are this far apart, percentage points. */
const DISAGREEMENT = 5;
/** Clips are told apart by SI or TI when one has this many times the other's. */
const CLEARLY_MORE = 1.3;

/** The measured experiment of the suite whose settings are nearest to this one's: fewest differences, then newest. */
function nearest(experiment: Experiment, plan: Plan, digest: Digest): { trial: MeasuredTrial; changed: string[] } | null {
  const others = trialsOf(digest)
    .filter(isMeasured)
    .filter((trial) => trial.suiteId === experiment.suite.id && trial.id !== experiment.id && trial.plan.base.codec === plan.base.codec)
    .map((trial) => ({ trial, changed: differences(trial.plan, plan) }))
    .sort((a, b) => a.changed.length - b.changed.length);
  return others[0] ?? null;
}

function comparison(experiment: Experiment, plan: Plan, digest: Digest): string | null {
  const reduction = experiment.headline?.reductionPercent ?? null;
  const near = nearest(experiment, plan, digest);
  if (!near || reduction === null) return null;
  const { trial, changed } = near;
  const [before, after] = [settingsOf(trial.plan), settingsOf(plan)];
  const changes = changed.slice(0, 4).map((setting) => changeText({ setting, from: before[setting] ?? "", to: after[setting] ?? "" }));
  const what = changes.length === 0 ? "only in its rungs" : `in ${changes.join(", ")}${changed.length > changes.length ? " and more" : ""}`;
  const effect = reduction > trial.reduction ? "helped" : reduction < trial.reduction ? "hurt" : "changed nothing";
  const cause = changed.length === 1 ? "Nothing else differs, so this change is the cause" : "With several differences the share of each is open";
  return `The nearest earlier experiment, ${trial.id}, differs ${what} and came out ${sizeText(trial.reduction)} against ${sizeText(reduction)} here: the change ${effect}. ${cause}.`;
}

/** What sets the strongest and the weakest clip apart. */
function contrast(clips: readonly DigestClip[]): string | null {
  const sorted = clips.filter((clip) => clip.reductionPercent !== null).sort((a, b) => (b.reductionPercent ?? 0) - (a.reductionPercent ?? 0));
  const [best, worst] = [sorted[0], sorted.at(-1)];
  if (!best || !worst || best === worst) return null;
  const pairs = [["spatial detail", "SI", worst.si, best.si], ["motion", "TI", worst.ti, best.ti]] as const;
  const traits = pairs.flatMap(([name, symbol, weak, strong]) => {
    if (weak > strong * CLEARLY_MORE) return [`more ${name} (${symbol} ${weak.toFixed(1)} against ${strong.toFixed(1)})`];
    if (strong > weak * CLEARLY_MORE) return [`less ${name} (${symbol} ${weak.toFixed(1)} against ${strong.toFixed(1)})`];
    return [];
  });
  const kinds = worst.kind === best.kind ? [] : [`it is a ${worst.kind} clip and the other a ${best.kind} clip`];
  const reasons = [...(traits.length > 0 ? [`it has ${traits.join(" and ")}`] : []), ...kinds];
  const why = reasons.length > 0 ? reasons.join("; ") : "SI and TI do not tell the two apart, so the difference lies in the content itself";
  return `${worst.clipId} gains least beside ${best.clipId}: ${why}.`;
}

/** Settings that give up PSNR by design. */
function perceptualSettings(plan: Plan): string[] {
  const { base } = plan;
  const found = [
    base.codec !== "vp9" && base.codec !== "none" && base.tune !== "psnr" ? `tune ${base.tune}` : "",
    (base.codec === "x265" || base.codec === "x264") && base.psyRd > 0 ? "psyRd" : "",
    (base.codec === "x265" || base.codec === "x264" || base.codec === "vp9") && base.aqMode > 0 ? "adaptive quantisation" : "",
    base.codec === "svt-av1" && base.filmGrain > 0 ? "film-grain synthesis" : "",
    base.codec === "svt-av1" && base.varianceBoost ? "variance boost" : "",
  ];
  return found.filter((name) => name !== "");
}

function transformCost(plan: Plan): string | null {
  const { downscale, denoise } = plan.transform ?? {};
  if (downscale) return "The picture was coded smaller: what the downscale removed cannot come back, which limits the quality at the high rates and helps most at the low ones.";
  return denoise ? "The source was denoised first, while quality is measured against the untouched source: the noise that was removed counts as an error." : null;
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 && known.length === values.length ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
}

function metricsDisagree(clips: readonly DigestClip[]): string | null {
  const [psnr, ssim] = [meanOf(clips.map((clip) => clip.bdRatePercent)), meanOf(clips.map((clip) => clip.bdRateSsimPercent))];
  if (psnr === null || ssim === null || Math.abs(psnr - ssim) < DISAGREEMENT) return null;
  return `SSIM and PSNR disagree about the gain: by SSIM it is ${ssim < psnr ? "greater" : "smaller"}, so part of the difference is where the error lies and not how much of it there is.`;
}

function doubts(experiment: Experiment, clips: readonly DigestClip[]): string[] {
  const clamped = clips.filter((clip) => clip.clamped !== "no");
  const thin = clips.filter((clip) => clip.lowOverlap);
  const twins = experiment.identicalTo;
  return [
    ...(clamped.length > 0 ? [`On ${clamped.map(({ clipId }) => clipId).join(", ")} the baseline point lay outside the baseline's curve and was clamped to its end, so the comparison is made at another rate than asked.`] : []),
    ...(thin.length > 0 ? [`The curves overlap thinly on ${thin.map(({ clipId }) => clipId).join(", ")}, so the BD-rate there is weak.`] : []),
    ...(twins.length > 0 ? [`Its bitstreams are byte-identical to those of ${twins.slice(0, 3).join(", ")}: the settings in which the plans differ changed nothing.`] : []),
  ];
}

/** The most likely causes of a result, argued from the record: nearest experiment, clips, settings, and what to doubt. */
export function rootCauseText(experiment: Experiment, detail: DigestDetail, digest: Digest): string {
  const { plan } = experiment;
  if (!plan) return "The record holds no plan, so no cause can be argued.";
  const perceptual = perceptualSettings(plan);
  const sentences = [
    comparison(experiment, plan, digest) ?? `No earlier experiment with this codec stands beside it on this suite. The likely reason is the format: ${FAMILIES[plan.base.codec].idea}.`,
    ...partsCause(experiment),
    contrast(detail.clips),
    perceptual.length > 0 ? `The plan uses ${perceptual.join(", ")}, which gives up PSNR on purpose.` : null,
    transformCost(plan),
    metricsDisagree(detail.clips),
    ...doubts(experiment, detail.clips),
  ];
  return sentences.filter((sentence) => sentence !== null).join(" ");
}
