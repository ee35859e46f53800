import type { Experiment } from "#lib/experiment/schema.ts";
import { AnalysisSchema, type Analysis } from "#lib/plan/schema.ts";
import type { Digest, DigestDetail } from "#lib/research/digest-schema.ts";
import { isHeldOut } from "#lib/research/held-out.ts";
import { digestDetail } from "#lib/research/summarise.ts";
import { partsCause } from "./parts-cause.ts";
import { rootCauseText } from "./root-cause.ts";
import { endedBy, SCREENED_CAUSE, screenedText } from "./screened-text.ts";
import type { Suggestion } from "./suggest.ts";
import { sizeText } from "./wording.ts";

const list = (names: readonly string[]): string => (names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}` : (names[0] ?? ""));

function unverifiedText(experiment: Experiment): string {
  const claimed = experiment.headline?.claimedReductionPercent ?? null;
  const claim = claimed === null ? "The record claims no reduction" : `The record claims a bitstream ${sizeText(claimed)} than its baseline`;
  const twins = experiment.identicalTo.length > 0 ? ` ${experiment.identicalTo.length} other records have exactly the same result.` : "";
  return `${claim}, but its quality was never measured here, so nothing is found: neither a gain nor a loss.${twins}`;
}

function incomparableText(detail: DigestDetail): string {
  const missing = detail.clips.filter((clip) => clip.incomparable !== null);
  const which = missing.length > 0 ? ` No comparison on ${list(missing.map(({ clipId }) => clipId))}: ${missing[0]?.incomparable?.reason ?? ""}.` : "";
  return `The experiment gave no reduction, because its curve could not be compared with the HEVC baseline's at equal quality.${which}`;
}

function measuredText(experiment: Experiment, detail: DigestDetail): string {
  const { headline, expected, verdict } = experiment;
  const reduction = headline?.reductionPercent ?? 0;
  const clips = headline?.clips ?? detail.clips.length;
  const parts = [`At equal PSNR-YUV the bitstreams came out ${sizeText(reduction)} than the HEVC baseline (${verdict ?? "no verdict"}), mean over ${clips} ${clips === 1 ? "clip" : "clips"}`];
  const { bitrateKbps = null, baselineKbps = null, bdRatePercent = null } = headline ?? {};
  if (headline && bitrateKbps !== null && baselineKbps !== null) {
    parts.push(`: ${bitrateKbps.toFixed(1)} kbit/s where the baseline needs ${baselineKbps.toFixed(1)} kbit/s${headline.psnrYuvDb === null ? "" : ` at ${headline.psnrYuvDb.toFixed(2)} dB`}`);
  }
  parts.push(".");
  const sorted = detail.clips.flatMap((clip) => (clip.reductionPercent === null ? [] : [{ clipId: clip.clipId, reduction: clip.reductionPercent }])).sort((a, b) => b.reduction - a.reduction);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first && last && first !== last) parts.push(` The clips range from ${first.clipId} (${sizeText(first.reduction)}) to ${last.clipId} (${sizeText(last.reduction)}).`);
  const interval = headline?.interval ?? null;
  if (interval) parts.push(` Other clips like these would give between ${sizeText(interval.low)} and ${sizeText(interval.high)} (${Math.round(interval.level * 100)} % interval over ${interval.n} clips).`);
  if (bdRatePercent !== null) parts.push(` The mean BD-rate is ${bdRatePercent.toFixed(2)} %.`);
  if (expected) parts.push(` Predicted was ${sizeText(expected.reductionPercent)}.`);
  return parts.join("");
}

const within = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/**
 * The built-in planner's analysis of a settled experiment: numbers of the record only, a cause argued from the differences
 * between clips and against the nearest earlier experiment, and the next suggestion, which `next` brings.
 */
export function writeAnalysis(experiment: Experiment, digest: Digest, next: Suggestion | null): Analysis {
  const detail = digestDetail(experiment);
  const unverified = experiment.verdict === "unverified" || experiment.origin === "imported";
  const measured = typeof experiment.headline?.reductionPercent === "number" && experiment.verdict !== "incomparable";
  const screen = endedBy(experiment);
  const finding = unverified ? unverifiedText(experiment) : screen ? screenedText(experiment, screen) : measured ? measuredText(experiment, detail) : incomparableText(detail);
  const rootCause = unverified
    ? "A rate without a measured quality says nothing: any encoder reaches any rate by giving up quality. No cause can be argued from such a record."
    : screen ? [SCREENED_CAUSE, ...partsCause(experiment)].join(" ") : rootCauseText(experiment, detail, digest);
  const nothing = isHeldOut(experiment.suite.id)
    ? "No next plan follows from the held-out suite: it judges the lab and must not teach it."
    : "Everything that the built-in planner knows to try on this suite was tried; a person or a model has to bring the next idea.";
  return AnalysisSchema.parse({
    finding: within(finding, 2000), rootCause: within(rootCause, 3000), nextIdea: within(next?.idea ?? nothing, 1000), nextPlan: next?.proposal.plan ?? null,
  });
}
