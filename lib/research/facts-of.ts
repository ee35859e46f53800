import type { ClipResult, Experiment, ExperimentSummary, RdPoint } from "../experiment/schema.ts";
import type { Plan } from "../plan/schema.ts";
import type { Fact } from "./check-numbers.ts";
import { factsOfParts } from "./facts-of-parts.ts";

/** A reduction in percent: positive is smaller. */
function reduction(value: number | null | undefined, label: string): Fact[] {
  return typeof value === "number" ? [{ value, unit: "%", label, direction: value >= 0 ? "smaller" : "larger" }] : [];
}

/** A BD-rate in percent: negative is smaller. */
function bdRate(value: number | null | undefined, label: string): Fact[] {
  return typeof value === "number" ? [{ value, unit: "%", label, direction: value <= 0 ? "smaller" : "larger" }] : [];
}

function kbps(value: number | null | undefined, label: string): Fact[] {
  return typeof value === "number" ? [{ value, unit: "kbit/s", label }] : [];
}

function decibels(value: number | null | undefined, label: string): Fact[] {
  return typeof value === "number" ? [{ value, unit: "dB", label }] : [];
}

function factsOfPoint(point: RdPoint, name: string): Fact[] {
  const label = `${name} at CRF ${point.crf}`;
  return [
    { value: point.crf, label: "crf", setting: true },
    ...kbps(point.kbps, `rate of ${label}`),
    { value: point.bytes, unit: "bytes", label: `size of ${label}` },
    ...decibels(point.psnrYuv, `PSNR-YUV of ${label}`),
    ...decibels(point.psnrY, `PSNR-Y of ${label}`),
    ...decibels(point.psnrU, `PSNR-U of ${label}`),
    ...decibels(point.psnrV, `PSNR-V of ${label}`),
    { value: point.ssimY, label: `SSIM of ${label}` },
    ...(point.vmaf === null ? [] : [{ value: point.vmaf, label: `VMAF of ${label}` }]),
    ...(point.vmafNeg === null ? [] : [{ value: point.vmafNeg, label: `VMAF-NEG of ${label}` }]),
    { value: point.encodeMs / 1000, unit: "s", label: `encode time of ${label}` },
    { value: point.decodeMs / 1000, unit: "s", label: `decode time of ${label}` },
  ];
}

function factsOfClip(result: ClipResult): Fact[] {
  const { clip, reduction: at } = result;
  const rates = result.bdRate;
  const named = [["PSNR-YUV", rates.psnrYuv], ["PSNR-Y", rates.psnrY], ["SSIM", rates.ssimY], ["VMAF", rates.vmaf]] as const;
  const total = (points: readonly RdPoint[]): number => points.reduce((sum, point) => sum + point.encodeMs, 0) / 1000;
  return [
    ...reduction(at.status === "ok" ? at.percent : null, `reduction of ${clip.clipId}`),
    ...kbps(at.baselineKbps, `baseline rate of ${clip.clipId}`),
    ...decibels(at.qualityDb, `quality compared on ${clip.clipId}`),
    ...(at.status === "ok" ? [...kbps(at.candidateKbps, `rate at equal quality of ${clip.clipId}`), ...kbps(at.targetKbps, `baseline point asked of ${clip.clipId}`)] : []),
    ...named.flatMap(([metric, rate]) =>
      rate?.status === "ok"
        ? [...bdRate(rate.percent, `BD-rate (${metric}) of ${clip.clipId}`), { value: rate.overlapPercent, unit: "%" as const, label: `overlap (${metric}) of ${clip.clipId}` }]
        : [],
    ),
    { value: clip.si, label: `SI of ${clip.clipId}` },
    { value: clip.ti, label: `TI of ${clip.clipId}` },
    { value: clip.frames, unit: "frames", label: `frames of ${clip.clipId}` },
    { value: clip.width, label: `width of ${clip.clipId}` },
    { value: clip.height, label: `height of ${clip.clipId}` },
    { value: clip.fpsNum / clip.fpsDen, unit: "fps", label: `frame rate of ${clip.clipId}` },
    { value: total(result.points), unit: "s", label: `encode time of ${clip.clipId}` },
    { value: total(result.baseline.points), unit: "s", label: `baseline's encode time of ${clip.clipId}` },
    ...result.points.flatMap((point) => factsOfPoint(point, clip.clipId)),
    ...result.baseline.points.flatMap((point) => factsOfPoint(point, `the baseline of ${clip.clipId}`)),
    { value: 0, label: clip.clipId, id: clip.clipId },
  ];
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

/** What of an experiment its history row states in numbers, and what became of its parts where the whole record is at hand. */
export type Outcome = Pick<ExperimentSummary, "id" | "plan" | "headline" | "expected" | "runtimeMs"> & { applied?: Experiment["applied"] };

/** What the history row of an experiment states. */
function factsOfOutcome(outcome: Outcome, name: string): Fact[] {
  const { headline, expected } = outcome;
  return [
    { value: 0, label: outcome.id, id: outcome.id },
    ...reduction(headline?.reductionPercent, `reduction of ${name}`),
    ...reduction(headline?.claimedReductionPercent, `reduction claimed by ${name}, unverified`),
    ...bdRate(headline?.bdRatePercent, `BD-rate of ${name}`),
    ...kbps(headline?.bitrateKbps, `rate at equal quality of ${name}`),
    ...kbps(headline?.baselineKbps, `baseline rate of ${name}`),
    ...decibels(headline?.psnrYuvDb, `PSNR-YUV of ${name}`),
    ...(headline ? [{ value: headline.clips, unit: "clips" as const, label: `clips of ${name}` }, { value: headline.clampedClips, unit: "clips" as const, label: `clamped clips of ${name}` }] : []),
    ...reduction(expected?.reductionPercent, `predicted reduction of ${name}`),
    ...(expected ? [{ value: expected.confidence * 100, unit: "%" as const, label: `confidence of ${name}` }, { value: expected.confidence, label: `confidence of ${name}` }] : []),
    ...(outcome.runtimeMs === null ? [] : [{ value: outcome.runtimeMs / 1000, unit: "s" as const, label: `runtime of ${name}` }]),
    ...(outcome.plan ? factsOfPlan(outcome.plan) : []),
    ...factsOfParts(outcome.applied, name),
  ];
}

/** Fixed numbers of the lab: the target and its tiers, the baseline point's definition, the overlap that is said when lower. */
const LAB_FACTS: readonly Fact[] = [
  ...[90, 70, 50].map((value) => ({ value, unit: "%" as const, label: "tier of the target" })),
  { value: 75, unit: "%", label: "overlap below which a BD-rate is doubted" },
  { value: 10_000, unit: "kbit/s", label: "baseline point at 1080p30" },
  { value: 1000, unit: "kbit/s", label: "the target at 1080p30" },
];

/**
 * Every number that prose about an experiment may state: its results clip by clip, its prediction and settings, the
 * history rows it cites, differences to the prediction and to those rows, and the settings of a plan it suggests.
 */
export function factsOf(experiment: Experiment, cited: readonly Outcome[], suggested: Plan | null = null): Fact[] {
  const actual = experiment.headline?.reductionPercent ?? null;
  const difference = (from: number | null | undefined, label: string): Fact[] =>
    typeof from === "number" && actual !== null ? [{ value: actual - from, unit: "%", label }] : [];
  return [
    ...factsOfOutcome(experiment, "this experiment"),
    ...(experiment.results?.clips.flatMap(factsOfClip) ?? []),
    ...(experiment.results ? [{ value: experiment.results.clips.length, unit: "clips" as const, label: "clips of this experiment" }] : []),
    ...difference(experiment.expected?.reductionPercent, "actual less predicted reduction"),
    ...cited.flatMap((row) => [...factsOfOutcome(row, row.id), ...difference(row.headline?.reductionPercent, `change against ${row.id}`)]),
    ...(suggested ? factsOfPlan(suggested) : []),
    ...LAB_FACTS,
  ];
}
