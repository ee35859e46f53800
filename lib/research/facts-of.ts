import type { ClipResult, Experiment, ExperimentSummary, Interval, RdPoint } from "../experiment/schema.ts";
import { hopelessFrom } from "../metrics/screening.ts";
import type { Plan } from "../plan/schema.ts";
import type { Fact, Metric } from "./fact.ts";
import { factsOfParts } from "./facts-of-parts.ts";

/* Words without which a sentence does not speak of such a number. */
const SSIM = /SSIM/i;
const VMAF = /VMAF/i;
const BD_RATE = /\bBD\b|BD-?rate|Bj[øo]ntegaard/i;
const CHROMA = /\bPSNR[- ]?[UV]\b|\bchroma|\b[UV]\b/i;
const LUMA = /\bPSNR[- ]?Y\b|\bluma|\bY\b|\bPSNR\b/i;
// A hypothesis is in the present tense ("comes out"), a finding in the past.
const PREDICTED = /\bpredict|\bexpect|\bhypothes|\bforecast|\bestimat|\bshould\b|\bwould\b|\bwill\b|\bhope|\bguess|\bpromis|\baim|\bought\b|\babout\b|\broughly\b|\bapprox|\bcomes? out\b/i;
const CONFIDENCE = /\bconfiden|\bsure\b|\bcertain|\bprobab|\blikel|\bchance|\bodds\b/i;
const CLAIMED = /\bclaim|\bunverified|\brecords?\b|\bimport|\bstated?\b/i;
const OVERLAP = /\boverlap/i;
const INTERVAL = /\binterval|\bbetween\b|\bother clips|\bbootstrap|\bspans?\b/i;
const SCREENING = /\bscreen|\bhopeless|\bstop|\bended\b|\bwin\b/i;
const TARGET = /\btarget|\btiers?\b|\bgoal/i;
const COMPARED = /\bpoints?\b|\bpredict|\bexpect|\bagainst\b|\bthan\b|\bcompar|\bchange|\bover\b|\bdifferen|\berror\b|\bfrom\b|\bshort\b|\bmore\b|\bless\b|\bbehind\b|\bahead\b|\bby\b|\bgain/i;

/** A reduction in percent: positive is smaller. */
function reduction(value: number | null | undefined, label: string, more: Partial<Fact> = {}): Fact[] {
  return typeof value === "number" ? [{ value, unit: "%", label, metric: "reduction", direction: value >= 0 ? "smaller" : "larger", ...more }] : [];
}

/** A BD-rate in percent: negative is smaller. */
function bdRate(value: number | null | undefined, label: string, more: Partial<Fact> = {}): Fact[] {
  return typeof value === "number" ? [{ value, unit: "%", label, metric: "bd-rate", direction: value <= 0 ? "smaller" : "larger", needs: BD_RATE, ...more }] : [];
}

function kbps(value: number | null | undefined, label: string, side: "baseline" | "candidate"): Fact[] {
  return typeof value === "number" ? [{ value, unit: "kbit/s", label, side }] : [];
}

function decibels(value: number | null | undefined, label: string, metric: Metric, needs?: RegExp): Fact[] {
  return typeof value === "number" ? [{ value, unit: "dB", label, metric, ...(needs ? { needs } : {}) }] : [];
}

function factsOfPoint(point: RdPoint, name: string, side: "baseline" | "candidate"): Fact[] {
  const label = `${name} at CRF ${point.crf}`;
  return [
    { value: point.crf, label: "crf", setting: true },
    ...kbps(point.kbps, `rate of ${label}`, side),
    { value: point.bytes, unit: "bytes", label: `size of ${label}`, side },
    ...decibels(point.psnrYuv, `PSNR-YUV of ${label}`, "psnr-yuv"),
    ...decibels(point.psnrY, `PSNR-Y of ${label}`, "psnr-y", LUMA),
    ...decibels(point.psnrU, `PSNR-U of ${label}`, "psnr-u", CHROMA),
    ...decibels(point.psnrV, `PSNR-V of ${label}`, "psnr-v", CHROMA),
    { value: point.ssimY, label: `SSIM of ${label}`, metric: "ssim", needs: SSIM },
    ...(point.vmaf === null ? [] : [{ value: point.vmaf, label: `VMAF of ${label}`, metric: "vmaf" as const, needs: VMAF }]),
    ...(point.vmafNeg === null ? [] : [{ value: point.vmafNeg, label: `VMAF-NEG of ${label}`, metric: "vmaf-neg" as const, needs: VMAF }]),
    { value: point.encodeMs / 1000, unit: "s", label: `encode time of ${label}`, side },
    { value: point.decodeMs / 1000, unit: "s", label: `decode time of ${label}`, side, needs: /decod/i },
  ];
}

function factsOfClip(result: ClipResult): Fact[] {
  const { clip, reduction: at } = result;
  const rates = result.bdRate;
  const named = [["PSNR-YUV", rates.psnrYuv, undefined], ["PSNR-Y", rates.psnrY, LUMA], ["SSIM", rates.ssimY, SSIM], ["VMAF", rates.vmaf, VMAF]] as const;
  const total = (points: readonly RdPoint[]): number => points.reduce((sum, point) => sum + point.encodeMs, 0) / 1000;
  const facts: Fact[] = [
    ...reduction(at.status === "ok" ? at.percent : null, `reduction of ${clip.clipId}`),
    ...kbps(at.baselineKbps, `baseline rate of ${clip.clipId}`, "baseline"),
    ...decibels(at.qualityDb, `quality compared on ${clip.clipId}`, "psnr-yuv"),
    ...(at.status === "ok" ? [...kbps(at.candidateKbps, `rate at equal quality of ${clip.clipId}`, "candidate"), ...kbps(at.targetKbps, `baseline point asked of ${clip.clipId}`, "baseline")] : []),
    ...named.flatMap(([metric, rate, needs]) =>
      rate?.status === "ok"
        ? [
            ...bdRate(rate.percent, `BD-rate (${metric}) of ${clip.clipId}`).filter(() => needs === undefined),
            // A BD-rate of another metric than the lab's own has to name it.
            ...(needs ? bdRate(rate.percent, `BD-rate (${metric}) of ${clip.clipId}`, { needs }) : []),
            { value: rate.overlapPercent, unit: "%" as const, label: `overlap (${metric}) of ${clip.clipId}`, metric: "overlap" as const, needs: OVERLAP },
          ]
        : [],
    ),
    { value: clip.si, label: `SI of ${clip.clipId}`, metric: "si", needs: /\bSI\b|\bspatial/i },
    { value: clip.ti, label: `TI of ${clip.clipId}`, metric: "ti", needs: /\bTI\b|\btemporal|\bmotion/i },
    { value: clip.frames, unit: "frames", label: `frames of ${clip.clipId}` },
    { value: clip.width, label: `width of ${clip.clipId}`, needs: /wide|width|pixels?|resolution|samples/i },
    { value: clip.height, label: `height of ${clip.clipId}`, needs: /high|height|pixels?|lines|resolution|samples/i },
    { value: clip.fpsNum / clip.fpsDen, unit: "fps", label: `frame rate of ${clip.clipId}` },
    { value: total(result.points), unit: "s", label: `encode time of ${clip.clipId}`, side: "candidate" },
    { value: total(result.baseline.points), unit: "s", label: `baseline's encode time of ${clip.clipId}`, side: "baseline" },
    ...result.points.flatMap((point) => factsOfPoint(point, clip.clipId, "candidate")),
    ...result.baseline.points.flatMap((point) => factsOfPoint(point, `the baseline of ${clip.clipId}`, "baseline")),
  ];
  const [short] = clip.title.split(",");
  // An upload is titled by its file's name, which may be any word.
  const titles = clip.kind === "upload" ? [] : [clip.title, ...(short && short.length > 3 ? [short] : [])];
  const names = [clip.clipId, ...titles].map((id) => ({ value: 0, label: clip.clipId, id }));
  return [...facts, ...names].map((fact) => ({ ...fact, clip: clip.clipId }));
}

/** The first look that ended an experiment: its two rungs on one clip. Of one that went on, the results hold both. */
function factsOfScreen({ evaluation, suite, plan, results }: Experiment): Fact[] {
  const screen = evaluation?.screen;
  if (!screen || !plan || results) return [];
  const clip = suite.clips.find(({ id }) => id === screen.clipId);
  const limit = clip ? hopelessFrom(plan, suite.clips, clip) : null;
  return [
    ...screen.rungs.flatMap(({ point, reductionPercent }) => [...factsOfPoint(point, screen.clipId, "candidate"), ...reduction(reductionPercent, `saving of ${screen.clipId} at CRF ${point.crf}`)]),
    // An upload is titled by its file's name, which may be any word.
    ...[screen.clipId, ...(clip?.kind === "upload" ? [] : [screen.clipTitle])].map((id) => ({ value: 0, label: screen.clipId, id })),
  ].map((fact): Fact => ({ ...fact, clip: screen.clipId })).concat(
    { value: screen.rungs.length, unit: "rungs", label: "rungs of the screening" },
    limit && "percent" in limit ? { value: limit.percent, unit: "%", label: "loss from which the screening ends a plan", needs: SCREENING } : [],
  );
}

/** Every number inside a part of a plan, by its own name. */
function settingsIn(part: object | null | undefined): Fact[] {
  return Object.entries(part ?? {}).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === "number") return [{ value, label: name, setting: true }];
    return typeof value === "object" && value !== null && !Array.isArray(value) ? settingsIn(value) : [];
  });
}

/** Numeric settings of a plan, by their own names. */
function factsOfPlan(plan: Plan): Fact[] {
  return [
    ...[plan.base, plan.transform, plan.predictor, plan.adapt, plan.restore].flatMap(settingsIn),
    ...plan.rungs.map(({ crf }) => ({ value: crf, label: "crf", setting: true })),
    { value: plan.rungs.length, unit: "rungs", label: "rungs of the plan" },
  ];
}

/** What of an experiment its history row states in numbers; with the whole record at hand, its parts and clips too. */
export type Outcome = Pick<ExperimentSummary, "id" | "plan" | "headline" | "expected" | "runtimeMs"> & Partial<Pick<Experiment, "applied" | "results" | "verdict">>;

/** Both ends of the interval over clips, and how sure it is. */
function intervalOf(interval: Interval | null, name: string): Fact[] {
  if (!interval) return [];
  return [
    ...reduction(interval.low, `lower end of the interval of ${name}`, { needs: INTERVAL }),
    ...reduction(interval.high, `upper end of the interval of ${name}`, { needs: INTERVAL }),
    { value: interval.level * 100, unit: "%", label: `level of the interval of ${name}`, metric: "confidence", needs: INTERVAL },
  ];
}

/** What the history row of an experiment states, and what its parts and clips do. */
function factsOfOutcome(outcome: Outcome, name: string): Fact[] {
  const { headline, expected, results } = outcome;
  const whole: Fact[] = [
    ...reduction(headline?.reductionPercent, `reduction of ${name}`),
    ...reduction(headline?.claimedReductionPercent, `reduction claimed by ${name}, unverified`, { needs: CLAIMED }),
    ...bdRate(headline?.bdRatePercent, `BD-rate of ${name}`),
    ...kbps(headline?.bitrateKbps, `rate at equal quality of ${name}`, "candidate"),
    ...kbps(headline?.baselineKbps, `baseline rate of ${name}`, "baseline"),
    ...decibels(headline?.psnrYuvDb, `PSNR-YUV of ${name}`, "psnr-yuv"),
    ...(headline ? [{ value: headline.clips, unit: "clips" as const, label: `clips of ${name}` }, { value: headline.clampedClips, unit: "clips" as const, label: `clamped clips of ${name}` }] : []),
    ...intervalOf(headline?.interval ?? null, name),
    ...reduction(expected?.reductionPercent, `predicted reduction of ${name}`, { needs: PREDICTED }),
    ...(expected ? [{ value: expected.confidence * 100, unit: "%" as const, label: `confidence of ${name}`, metric: "confidence" as const, needs: CONFIDENCE }, { value: expected.confidence, label: `confidence of ${name}`, metric: "confidence" as const, needs: CONFIDENCE }] : []),
    ...(outcome.runtimeMs === null ? [] : [{ value: outcome.runtimeMs / 1000, unit: "s" as const, label: `runtime of ${name}` }]),
    ...(outcome.plan ? factsOfPlan(outcome.plan) : []),
    ...factsOfParts(outcome.applied, name),
  ];
  return [
    { value: 0, label: outcome.id, id: outcome.id },
    ...whole.map((fact) => (fact.clip === undefined && !fact.setting ? { ...fact, whole: true } : fact)),
    ...(results?.clips.flatMap(factsOfClip) ?? []),
  ];
}

/** Fixed numbers of the lab: the target and its tiers, the baseline point's definition, the overlap that is said when lower. */
const LAB_FACTS: readonly Fact[] = [
  ...[90, 70, 50].map((value) => ({ value, unit: "%" as const, label: "tier of the target", needs: TARGET })),
  { value: 75, unit: "%", label: "overlap below which a BD-rate is doubted", needs: OVERLAP },
  { value: 10_000, unit: "kbit/s", label: "baseline point at 1080p30", needs: /\bbaseline|\bHEVC|\btarget|1080p/i },
  { value: 1000, unit: "kbit/s", label: "the target at 1080p30", needs: TARGET },
];

/**
 * Every number that prose about an experiment may state: its results clip by clip, its prediction and settings, the
 * experiments it cites, differences to the prediction and to those, and the settings of a plan it suggests. Cited
 * experiments that are whole records bring their clips and parts too.
 */
export function factsOf(experiment: Experiment, cited: readonly Outcome[], suggested: Plan | null = null): Fact[] {
  const actual = experiment.headline?.reductionPercent ?? null;
  const difference = (from: number | null | undefined, label: string): Fact[] =>
    typeof from === "number" && actual !== null ? [{ value: actual - from, unit: "%", label, metric: "difference", whole: true, needs: COMPARED }] : [];
  return [
    ...factsOfOutcome(experiment, "this experiment"),
    ...factsOfScreen(experiment),
    ...(experiment.results ? [{ value: experiment.results.clips.length, unit: "clips" as const, label: "clips of this experiment" }] : []),
    ...difference(experiment.expected?.reductionPercent, "actual less predicted reduction"),
    ...cited.flatMap((row) => [...factsOfOutcome(row, row.id), ...difference(row.headline?.reductionPercent, `change against ${row.id}`)].map((fact) => (fact.id !== undefined && fact.clip !== undefined ? fact : { ...fact, of: row.id }))),
    ...(suggested ? factsOfPlan(suggested) : []),
    ...LAB_FACTS,
  ];
}
