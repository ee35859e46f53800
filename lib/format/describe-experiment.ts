import type { Experiment, Stage } from "../experiment/schema.ts";
import { isUnsettled } from "./describe-delta.ts";
import { isStoppedAtScreening } from "./describe-evaluation.ts";
import { describePlan } from "./describe-plan.ts";
import { formatMagnitude, formatPlural, formatRate, formatSignedPercent } from "./format-number.ts";
import { formatDuration } from "./format-time.ts";

export const STAGE_TITLES: Record<Stage, string> = {
  plan: "Plan", generate: "Generate", baseline: "Baseline", screen: "Screen", encode: "Encode", decode: "Decode", measure: "Measure", analyse: "Analyse", validate: "Validate", publish: "Publish",
};

/** The page's title: the hypothesis, or what there is before there is one. */
export function titleOf(experiment: Pick<Experiment, "hypothesis" | "id" | "status">): string {
  if (experiment.hypothesis) return experiment.hypothesis;
  return experiment.status === "queued" || experiment.status === "running" ? "The researcher is choosing a hypothesis" : `Experiment ${experiment.id}`;
}

/** The lead paragraph of an experiment's page, made from facts of the record only. */
export function leadOf(experiment: Experiment): string {
  const { suite, plan, status, verdict, headline, failure, runtimeMs } = experiment;
  const what = plan ? describePlan(plan) : "a plan that is not on record";
  // Imported records may not name their clips.
  const where = suite.clips.length === 0 ? suite.title : `${suite.title} (${formatPlural(suite.clips.length, "clip")})`;
  const took = runtimeMs === null ? "" : ` The run took ${formatDuration(runtimeMs)}.`;
  if (status === "queued") return `Waiting for a worker. Suite: ${where}.`;
  if (status === "running") return plan ? `Running ${what} on ${where}.` : `Running on ${where}; the plan is being chosen.`;
  if (status === "cancelled") return `Cancelled before a result.${took}`;
  if (status === "failed" && experiment.imported) return `A record of another lab that has no result: ${failure?.reason ?? "it failed there, and nobody wrote down why"}`;
  if (status === "failed") return `${plan ? `${what} on ${where}` : `The run on ${where}`} failed${failure?.stage ? ` in stage ${failure.stage}` : ""}.${took}`;
  if (verdict === "unverified") {
    const claimed = headline?.claimedReductionPercent ?? null;
    const claim = claimed === null ? "The record claims no reduction" : `The record claims ${formatMagnitude(claimed)} ${claimed >= 0 ? "smaller" : "larger"} files${ratesOf(experiment)}`;
    const rest = experiment.results ? "the curves are those of the lab that exported them, and none of its files are here" : "no bitstream, no decoder and no quality are on record";
    return `${claim}. Nothing here was measured by this lab: ${rest}.`;
  }
  if (isStoppedAtScreening(experiment)) {
    const { screen } = experiment.evaluation ?? {};
    const looked = screen ? `${formatPlural(screen.rungs.length, "rung")} on the clip “${screen.clipTitle}”` : "the first rungs on one clip";
    return `${what} was stopped at screening: ${looked} left it no chance, so ${where} was not measured and there is no reduction to report.${took}`;
  }
  if (verdict === "incomparable" || !headline || headline.reductionPercent === null) {
    return `${what} was measured on ${where}, but its quality cannot be compared with the HEVC baseline's, so there is no reduction to report.${took}`;
  }
  const percent = headline.reductionPercent;
  const { interval } = headline;
  const unsettled = verdict === "inconclusive" && isUnsettled(percent, interval);
  const needs = `needs ${bitsOf(percent)} than the HEVC baseline`;
  const size = verdict !== "inconclusive" ? needs : unsettled ? `${needs} here, which is not settled` : `came out within the noise of the HEVC baseline (${formatSignedPercent(-percent)} bits)`;
  // The headline is the mean of the clips' percentages, which the quotient of two mean rates is not: both are named.
  const several = headline.clips > 1;
  const mean = several ? `, mean over the ${headline.clips} clips of ${suite.title}` : ` on ${where}`;
  const rates = ratesOf(experiment).replace(/^: /, several ? "; the mean rates are " : ": ");
  const others = interval ? ` Other clips like these would give ${bitsOf(interval.low)} to ${bitsOf(interval.high)} (${Math.round(interval.level * 100)} % interval over ${interval.n} clips)${unsettled ? ", so it could be either" : ""}.` : "";
  const bd = headline.bdRatePercent === null ? "" : ` BD-rate over the whole curve is ${formatSignedPercent(headline.bdRatePercent)}.`;
  return `At equal PSNR-YUV, ${what} ${size}${mean}${rates}.${others}${bd}${took}`;
}

const bitsOf = (percent: number): string => `${formatMagnitude(percent)} ${percent >= 0 ? "fewer" : "more"} bits`;

function ratesOf({ headline }: Experiment): string {
  if (!headline || headline.bitrateKbps === null || headline.baselineKbps === null) return "";
  return `: ${formatRate(headline.bitrateKbps)} against ${formatRate(headline.baselineKbps)}`;
}
