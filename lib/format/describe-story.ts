import type { Experiment, Results, Validation } from "../experiment/schema.ts";
import { isUnsettled } from "./describe-delta.ts";
import { isStoppedAtScreening } from "./describe-evaluation.ts";
import { STAGE_TITLES } from "./describe-experiment.ts";
import { describePlan } from "./describe-plan.ts";
import { formatBytes, formatMagnitude, formatPlural, formatRate, formatSignedPercent } from "./format-number.ts";
import { formatDuration } from "./format-time.ts";
import { cut, flatten } from "./plain-text.ts";

/*
 * The lead paragraph of an experiment's page, a sentence a fact. Everything here is worked out from fields of the record; no
 * word of a researcher is in it, except the reason of a failure in the short description.
 */

export interface Story {
  /** What was tried, on what, against what, and what came out. */
  lead: string;
  /** How sure that is, what it gave elsewhere, what was foretold, what it cost: a sentence each, and only those that the record has. */
  facts: string[];
}

const bitsOf = (percent: number): string => (Number(Math.abs(percent).toFixed(1)) === 0 ? "as many bits" : `${formatMagnitude(percent)} ${percent >= 0 ? "fewer" : "more"} bits`);
const thanOf = (percent: number): string => (bitsOf(percent) === "as many bits" ? "as" : "than");

/** "x265 medium, tune psnr", from the options that were really passed; null without results. */
function baselineName(results: Results | null): string | null {
  const encoder = results?.clips[0]?.baseline.encoder;
  if (!encoder) return null;
  const { preset, tune } = encoder.options;
  return [[encoder.encoder.replace(/^lib/, ""), preset].filter(Boolean).join(" "), ...(tune ? [`tune ${tune}`] : [])].join(", ");
}

function ratesOf({ headline }: Experiment): string {
  if (!headline || headline.bitrateKbps === null || headline.baselineKbps === null) return "";
  return `: ${formatRate(headline.bitrateKbps)} against ${formatRate(headline.baselineKbps)}`;
}

/** Imported records may not name their clips. */
const whereOf = ({ suite }: Experiment): string => (suite.clips.length === 0 ? suite.title : `${suite.title} (${formatPlural(suite.clips.length, "clip")})`);

function costSentence({ runtimeMs, applied, evaluation }: Experiment): string[] {
  if (runtimeMs === null) return [];
  const bits = evaluation ? evaluation.bits.screen + evaluation.bits.suite + evaluation.bits.heldOut : 0;
  const cores = applied && applied.machine.cores > 0 ? ` on ${formatPlural(applied.machine.cores, "core")}` : "";
  return [`The run took ${formatDuration(runtimeMs)}${cores}${bits > 0 ? ` and wrote ${formatBytes(Math.round(bits / 8))} of bitstreams` : ""}.`];
}

/** @param state whether the run can still test the prediction, never did, or did without a figure */
function predictionSentence({ expected, headline }: Experiment, state: "ahead" | "untested" | "tested"): string[] {
  if (!expected) return [];
  const predicted = bitsOf(expected.reductionPercent);
  if (state === "ahead") return [`The prediction: ${predicted}, ${Math.round(expected.confidence * 100)} % sure of beating the baseline.`];
  if (state === "untested") return [`The prediction, ${predicted}, was not tested.`];
  const actual = headline?.reductionPercent ?? null;
  if (actual === null) return [`The prediction was ${predicted}; there is no figure to hold it against.`];
  const points = actual - expected.reductionPercent;
  const off = Math.abs(points).toFixed(1);
  return [`The prediction was ${predicted}; it came out ${Number(off) === 0 ? "as predicted" : `${off} points ${points > 0 ? "better" : "worse"}`}.`];
}

type Measured = Extract<Validation, { outcome: "measured" }>;

function titleWords({ verdict }: Measured, confirmed: boolean, suite: string): string {
  if (confirmed) return `, which made it the champion of ${suite}`;
  if (verdict === "better") return ", less than the champion so far";
  return verdict === "worse" ? ", so it did not become champion" : ", which is not settled, so it did not become champion";
}

function heldOutSentence({ evaluation, suite }: Experiment): string[] {
  const { validation = null, champion = null } = evaluation ?? {};
  if (!validation) return [];
  const untitled = champion?.confirmed === false ? ", so it did not become champion" : "";
  if (validation.outcome === "failed") return [`The run on held-out clips failed${untitled}.`];
  const { reductionPercent, clips } = validation.headline;
  const where = `On ${formatPlural(clips, "held-out clip")}, which no researcher sees,`;
  if (reductionPercent === null) return [`${where} its quality cannot be compared with the baseline's${untitled}.`];
  return [`${where} it needs ${bitsOf(reductionPercent)}${champion ? titleWords(validation, champion.confirmed, suite.title) : ""}.`];
}

function measuredStory(experiment: Experiment, what: string, percent: number): Story {
  const { suite, verdict, headline, results } = experiment;
  const interval = headline?.interval ?? null;
  const unsettled = verdict === "inconclusive" && isUnsettled(percent, interval);
  const name = baselineName(results);
  const against = `the HEVC baseline${name ? ` (${name})` : ""}`;
  const needs = `needs ${bitsOf(percent)} ${thanOf(percent)} ${against}`;
  const size = verdict !== "inconclusive" ? needs : unsettled ? `${needs} here, which is not settled` : `came out within the noise of ${against} (${formatSignedPercent(-percent)} bits)`;
  // The headline is the mean of the clips' percentages, which the quotient of two mean rates is not: both are named.
  const several = (headline?.clips ?? 0) > 1;
  const mean = several ? `, mean over the ${headline?.clips} clips of ${suite.title}` : ` on ${whereOf(experiment)}`;
  const rates = ratesOf(experiment).replace(/^: /, several ? "; the mean rates are " : ": ");
  const bd = headline?.bdRatePercent ?? null;
  // A plan of several parts has commas of its own.
  const subject = what.includes(", ") ? `${what},` : what;
  return {
    lead: `At equal PSNR-YUV, ${subject} ${size}${mean}${rates}.`,
    facts: [
      ...(interval ? [`Other clips like these would give ${bitsOf(interval.low)} to ${bitsOf(interval.high)} (${Math.round(interval.level * 100)} % interval over ${interval.n} clips)${unsettled ? ", so it could be either" : ""}.`] : []),
      ...(bd === null ? [] : [`BD-rate over the whole curve is ${formatSignedPercent(bd)}.`]),
      ...heldOutSentence(experiment),
      ...predictionSentence(experiment, "tested"),
      ...costSentence(experiment),
    ],
  };
}

function unverifiedLead(experiment: Experiment): string {
  const claimed = experiment.headline?.claimedReductionPercent ?? null;
  const claim = claimed === null ? "The record claims no reduction" : `The record claims ${formatMagnitude(claimed)} ${claimed >= 0 ? "smaller" : "larger"} files${ratesOf(experiment)}`;
  const rest = experiment.results ? "the curves are those of the lab that exported them, and none of its files are here" : "no bitstream, no decoder and no quality are on record";
  return `${claim}. Nothing here was measured by this lab: ${rest}.`;
}

/** The experiment's story in sentences, for each of its states; from facts of the record only. */
export function storyOf(experiment: Experiment): Story {
  const { plan, status, verdict, headline, failure } = experiment;
  const what = plan ? describePlan(plan) : "a plan that is not on record";
  const where = whereOf(experiment);
  const cost = costSentence(experiment);
  if (status === "queued") return { lead: `Waiting for a worker. Suite: ${where}.`, facts: [...(plan ? [`The plan: ${what}.`] : []), ...predictionSentence(experiment, "ahead")] };
  if (status === "running") return { lead: plan ? `Running ${what} on ${where}.` : `Running on ${where}; the plan is being chosen.`, facts: predictionSentence(experiment, "ahead") };
  if (status === "cancelled") return { lead: plan ? `${what} on ${where} was cancelled before a result.` : `The run on ${where} was cancelled before a result.`, facts: [...predictionSentence(experiment, "untested"), ...cost] };
  if (status === "failed" && experiment.imported) return { lead: `A record of another lab that has no result: ${failure?.reason ?? "it failed there, and nobody wrote down why"}`, facts: [] };
  if (status === "failed") {
    const at = failure?.stage ? ` in stage ${STAGE_TITLES[failure.stage]}` : "";
    return { lead: `${plan ? `${what} on ${where}` : `The run on ${where}`} failed${at}.`, facts: [...predictionSentence(experiment, "untested"), ...cost] };
  }
  if (verdict === "unverified") return { lead: unverifiedLead(experiment), facts: [] };
  if (isStoppedAtScreening(experiment)) {
    const { screen } = experiment.evaluation ?? {};
    const looked = screen ? `${formatPlural(screen.rungs.length, "rung")} on the clip “${screen.clipTitle}”` : "the first rungs on one clip";
    return { lead: `${what} was stopped at screening: ${looked} left it no chance, so ${where} was not measured and there is no reduction to report.`, facts: [...predictionSentence(experiment, "tested"), ...cost] };
  }
  const percent = headline?.reductionPercent ?? null;
  if (verdict === "incomparable" || percent === null) {
    const lead = `${what} was measured on ${where}, but its quality cannot be compared with the HEVC baseline's, so there is no reduction to report.`;
    return { lead, facts: [...predictionSentence({ ...experiment, headline: null }, "tested"), ...cost] };
  }
  return measuredStory(experiment, what, percent);
}

/** The whole paragraph. */
export function leadOf(experiment: Experiment): string {
  const { lead, facts } = storyOf(experiment);
  return [lead, ...facts].join(" ");
}

/** What readers of metadata show of a description, with some to spare. */
const DESCRIPTION_LIMIT = 300;

/** The story's first sentences for metadata: plain text on one line, whole sentences, at most 300 characters. */
export function descriptionOf(experiment: Experiment): string {
  const { status, imported, failure } = experiment;
  const { lead, facts } = storyOf(experiment);
  const reason = status === "failed" && !imported ? failure?.reason : null;
  const sentences = [lead, ...(reason ? [reason.replace(/\.?\s*$/, ".")] : []), ...facts].map(flatten);
  let text = sentences[0] ?? "";
  for (const sentence of sentences.slice(1)) {
    if (text.length + 1 + sentence.length > DESCRIPTION_LIMIT) break;
    text = `${text} ${sentence}`;
  }
  return text.length > DESCRIPTION_LIMIT ? `${cut(text, DESCRIPTION_LIMIT - 1).trimEnd()}…` : text;
}
