import type { ClipResult, Experiment } from "../experiment/schema.ts";
import { typicalClip } from "../metrics/sparkline.ts";
import { trackOf } from "../plan/track.ts";
import { type Delta, describeDelta, describeReduction } from "./describe-delta.ts";
import { STAGE_TITLES, titleOf } from "./describe-experiment.ts";
import { describePlan } from "./describe-plan.ts";
import { drawable } from "./drawable.ts";

/* What the picture of an experiment shows where its page is shared: bounded texts that its font can draw, and one clip's curves. */

export interface ShareDot {
  kbps: number;
  db: number;
}

export interface ShareChart {
  clip: string;
  baseline: ShareDot[];
  candidate: ShareDot[];
  /** Where the headline compares this clip; null where it cannot. */
  mark: { db: number; baselineKbps: number; candidateKbps: number } | null;
}

export interface ShareCard {
  title: string;
  /** Suite and plan. */
  subtitle: string;
  result: Pick<Delta, "tone" | "arrow" | "value" | "word">;
  tags: string[];
  /** Interval, prediction and held-out figure, or why there is no result; at most three. */
  notes: string[];
  chart: ShareChart | null;
}

const TITLE_LIMIT = 180;
const NOTE_LIMIT = 170;
const POINTS = 16;

function dotsOf(points: ClipResult["points"]): ShareDot[] {
  // Identical pictures have an infinite PSNR and no place on an axis.
  return points.flatMap(({ kbps, psnrYuv }) => (psnrYuv === null || kbps <= 0 ? [] : [{ kbps, db: psnrYuv }])).sort((a, b) => a.kbps - b.kbps).slice(0, POINTS);
}

function chartOf({ results, headline }: Experiment): ShareChart | null {
  const result = typicalClip(results?.clips ?? [], headline?.reductionPercent ?? null);
  if (!result) return null;
  const { reduction, clip } = result;
  const [baseline, candidate] = [dotsOf(result.baseline.points), dotsOf(result.points)];
  if (baseline.length < 2 || candidate.length < 2) return null;
  const mark = reduction.status === "ok" ? { db: reduction.qualityDb, baselineKbps: reduction.baselineKbps, candidateKbps: reduction.candidateKbps } : null;
  return { clip: drawable(clip.title, 48) ?? clip.clipId, baseline, candidate, mark };
}

const wordsOf = ({ arrow, value, word }: Pick<Delta, "arrow" | "value" | "word">): string => [arrow === "≈" ? "≈" : null, value, word].filter(Boolean).join(" ");

function measuredNotes(experiment: Experiment, delta: Delta): string[] {
  const { expected, headline, evaluation } = experiment;
  const validation = evaluation?.validation;
  const heldOut = validation?.outcome === "measured" ? validation.headline.reductionPercent : null;
  const { interval = null, clips = 0 } = headline ?? {};
  return [
    ...(delta.interval && interval ? [`Mean of ${interval.n} clips, interval ${delta.interval} %`] : clips > 1 && delta.value ? [`Mean of ${clips} clips`] : []),
    ...(heldOut === null ? [] : [`On held-out clips: ${wordsOf(describeReduction(heldOut))}`]),
    ...(expected ? [`Predicted: ${wordsOf(describeReduction(expected.reductionPercent))}`] : []),
  ];
}

function notesOf(experiment: Experiment, delta: Delta): string[] {
  const { status, stage, failure, verdict, verdictReason, expected, imported } = experiment;
  if (status === "running") return [stage ? `Now in stage ${STAGE_TITLES[stage]}` : "Starting", ...(expected ? [`Predicted: ${wordsOf(describeReduction(expected.reductionPercent))}`] : [])];
  if (status === "queued") return ["Waiting for a worker"];
  if (status === "failed") return [failure?.stage && !imported ? `In stage ${STAGE_TITLES[failure.stage]}` : null, failure?.reason ?? null].filter((note) => note !== null);
  if (verdict === "unverified") return ["A record of another lab: nothing here was measured by this one"];
  if (delta.stopped) return [experiment.evaluation?.screen?.reason ?? "The first rungs on one clip left it no chance"];
  if (verdict === "incomparable") return [verdictReason ?? "Its quality cannot be compared with the baseline's"];
  return measuredNotes(experiment, delta);
}

/** The share image's content, from the record alone. */
export function shareCardOf(experiment: Experiment): ShareCard {
  const { suite, plan, evaluation, hypothesis } = experiment;
  const delta = describeDelta(experiment);
  const subtitle = [suite.title, plan ? describePlan(plan) : null].filter((part) => part !== null).join(": ");
  const tags = [
    ...(delta.unverified ? ["unverified"] : []),
    ...(delta.stopped ? ["stopped at screening"] : []),
    ...(evaluation?.champion?.confirmed ? ["champion"] : []),
    ...(plan && trackOf(plan) === "film-grain" ? ["film-grain track"] : []),
  ];
  return {
    title: drawable(titleOf(experiment), TITLE_LIMIT) ?? (hypothesis && plan ? drawable(describePlan(plan), TITLE_LIMIT) : null) ?? `Experiment ${experiment.id}`,
    subtitle: drawable(subtitle, 130) ?? suite.id,
    result: { tone: delta.tone, arrow: delta.arrow, value: delta.value, word: delta.word },
    tags,
    notes: notesOf(experiment, delta).flatMap((note) => drawable(note, NOTE_LIMIT) ?? []).slice(0, 3),
    chart: chartOf(experiment),
  };
}
