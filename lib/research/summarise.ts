import type { BdRate, ClipResult, Experiment, ExperimentSummary, RdPoint } from "../experiment/schema.ts";
import { isEvidence, type Digest, type DigestClip, type DigestDetail, type DigestPoint, type DigestRow } from "./digest-schema.ts";
import { failureWithoutHeldOut, isHeldOut, withoutHeldOut } from "./held-out.ts";
import { sumParts } from "./sum-parts.ts";
import { countBy } from "./count-by.ts";

/** Of the detail that a failed tool left, the tail is what says why. */
const DETAIL_TAIL = 600;
const BEST_IN_FULL = 3;
const NEWEST_IN_FULL = 3;
const INCOMPARABLE_IN_FULL = 4;

type RowSource = Pick<
  ExperimentSummary,
  | "id" | "createdAt" | "suiteId" | "parentId" | "status" | "verdict" | "plan" | "hypothesis" | "expected" | "headline" | "runtimeMs" | "finding" | "failure" | "identicalTo"
>;

/** The row of one experiment, whether from the history index or from its full record. */
export function digestRow(summary: RowSource): DigestRow {
  const { headline } = summary;
  const failure = failureWithoutHeldOut(summary.failure);
  return {
    id: summary.id, createdAt: summary.createdAt, suiteId: summary.suiteId, parentId: summary.parentId,
    status: summary.status, verdict: summary.verdict, plan: summary.plan, hypothesis: summary.hypothesis,
    expectedPercent: summary.expected?.reductionPercent ?? null,
    reductionPercent: headline?.reductionPercent ?? null,
    bdRatePercent: headline?.bdRatePercent ?? null,
    bitrateKbps: headline?.bitrateKbps ?? null,
    baselineKbps: headline?.baselineKbps ?? null,
    psnrYuvDb: headline?.psnrYuvDb ?? null,
    clips: headline?.clips ?? null,
    clampedClips: headline?.clampedClips ?? null,
    interval: headline?.interval ?? null,
    runtimeMs: summary.runtimeMs,
    finding: summary.finding,
    failure: failure ? { stage: failure.stage, reason: failure.reason, detailTail: failure.detail?.slice(-DETAIL_TAIL) ?? null } : null,
    identicalTo: summary.identicalTo,
  };
}

const points = (all: readonly RdPoint[]): DigestPoint[] => all.map(({ crf, kbps, psnrYuv }) => ({ crf, kbps, psnrYuv }));
const percent = (rate: BdRate | null): number | null => (rate?.status === "ok" ? rate.percent : null);
const seconds = (all: readonly RdPoint[]): number => all.reduce((sum, { encodeMs }) => sum + encodeMs, 0) / 1000;

function digestClip({ clip, reduction, bdRate, points: measured, baseline }: ClipResult): DigestClip {
  const ok = reduction.status === "ok";
  return {
    clipId: clip.clipId, title: clip.title, kind: clip.kind, width: clip.width, height: clip.height,
    fps: clip.fpsNum / clip.fpsDen, frames: clip.frames, si: clip.si, ti: clip.ti,
    reductionPercent: ok ? reduction.percent : null,
    incomparable: ok ? null : { code: reduction.code, reason: reduction.reason },
    baselineKbps: reduction.baselineKbps,
    candidateKbps: ok ? reduction.candidateKbps : null,
    qualityDb: reduction.qualityDb,
    clamped: ok ? reduction.clamped : "no",
    bdRatePercent: percent(bdRate.psnrYuv),
    bdRateSsimPercent: percent(bdRate.ssimY),
    bdRateVmafPercent: percent(bdRate.vmaf),
    lowOverlap: bdRate.psnrYuv.status === "ok" && bdRate.psnrYuv.lowOverlap,
    points: points(measured), baselinePoints: points(baseline.points),
    encodeSeconds: seconds(measured), baselineEncodeSeconds: seconds(baseline.points),
  };
}

/** One experiment in full, as far as the researcher needs it. */
export function digestDetail(settled: Experiment): DigestDetail {
  const experiment = withoutHeldOut(settled);
  return {
    id: experiment.id, why: experiment.why, verdictReason: experiment.verdictReason,
    clips: experiment.results?.clips.map(digestClip) ?? [], parts: sumParts(experiment.applied),
  };
}

const newestFirst = (a: { createdAt: string; id: string }, b: { createdAt: string; id: string }): number =>
  b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id);

/** Imported and unverified records are history, not evidence. */
function isHistory(summary: ExperimentSummary): boolean {
  return summary.origin === "imported" || summary.verdict === "unverified";
}

/** The experiments of the suite that deserve a full look: the best, the newest, and those that could not be compared. */
export function chooseDetails({ suiteId, rows }: { suiteId: string; rows: readonly ExperimentSummary[] }): string[] {
  return chooseAmong(suiteId, rows.filter((row) => !isHistory(row)).map(digestRow));
}

/** The same among rows of a digest, which hold no history. */
export function chooseAmong(suiteId: string, rows: readonly DigestRow[]): string[] {
  const usable = rows.filter((row) => row.suiteId === suiteId && row.status === "completed").sort(newestFirst);
  const best = usable.filter(isEvidence).sort((a, b) => b.reductionPercent - a.reductionPercent);
  const incomparable = usable.filter((row) => row.verdict === "incomparable");
  return [...new Set([...best.slice(0, BEST_IN_FULL), ...usable.slice(0, NEWEST_IN_FULL), ...incomparable.slice(0, INCOMPARABLE_IN_FULL)].map(({ id }) => id))];
}

/** Pure part of the digest: drops the held-out suite, sets unverified records apart, sorts newest first. */
export function summarise(input: { suiteId: string; rows: readonly ExperimentSummary[]; details: readonly Experiment[]; olderExist: boolean }): Digest {
  const shown = input.rows.filter((row) => !isHeldOut(row.suiteId)).sort(newestFirst);
  const history = shown.filter(isHistory);
  const groups = countBy(history.filter((row) => row.resultDigest !== null), (row) => row.resultDigest ?? "");
  const details = input.details.filter((experiment) => !isHeldOut(experiment.suite.id));
  return {
    suiteId: input.suiteId,
    rows: shown.filter((row) => !isHistory(row)).map(digestRow),
    olderExist: input.olderExist,
    details: details.map(digestDetail),
    history: {
      count: history.length,
      identical: Math.max(0, ...groups.values()),
      claimedPercent: [...new Set(history.flatMap((row) => row.headline?.claimedReductionPercent ?? []))],
      ids: history.map(({ id }) => id).slice(0, 12),
    },
  };
}

/** The digest with one settled experiment's newest record in it, so that its own result is reasoned from. */
export function withExperiment(digest: Digest, experiment: Experiment): Digest {
  if (isHeldOut(experiment.suite.id)) return digest;
  const row = digestRow({ ...experiment, suiteId: experiment.suite.id });
  const unverified = experiment.origin === "imported" || experiment.verdict === "unverified";
  const rows = digest.rows.filter(({ id }) => id !== experiment.id);
  return {
    ...digest,
    rows: unverified ? rows : [...rows, row].sort(newestFirst),
    details: unverified ? digest.details : [digestDetail(experiment), ...digest.details.filter(({ id }) => id !== experiment.id)],
  };
}
