import { z } from "zod";
import { isHeldOut } from "../research/held-out.ts";
import { SuiteSchema } from "../clips/schema.ts";
import { EXPORT_FORMAT, EXPORT_VERSION } from "../export/file-schema.ts";
import { AppliedSchema, FailureSchema, HeadlineSchema, ResultsSchema, StatusSchema, type ClipResult, type Experiment, type Imported } from "../experiment/schema.ts";
import { EXPERIMENT_ID, SUITE_ID } from "../ids.ts";
import { METHODS, methodOf } from "../plan/method.ts";
import { ExpectedSchema, PlanSchema } from "../plan/schema.ts";
import type { Claims } from "./claims.ts";
import { flagsOf, RAW_1080P30_KBPS } from "./claims.ts";
import { MAX_AHEAD_MS } from "./limits.ts";
import { importedDigest, importedId, importedRecord } from "./make-imported.ts";

/*
 * This lab's own JSON export, written here or by another lab. What it says was measured elsewhere, by whatever code: its numbers
 * stay claims, and its curves are shown as that lab's.
 */

/** The file around its experiments, which are parsed one by one. */
export const LabExportFileSchema = z.looseObject({
  format: z.literal(EXPORT_FORMAT),
  version: z.literal(EXPORT_VERSION, { error: `this lab reads version ${EXPORT_VERSION} of the format` }),
  detail: z.enum(["row", "record"]),
  experiments: z.array(z.unknown()),
  count: z.int().min(0),
});

const text = (most: number) => z.string().max(most).nullish();
const moment = z.iso.datetime();
const SHAPE = {
  id: z.string().regex(EXPERIMENT_ID),
  createdAt: moment,
  finishedAt: moment.nullish(),
  status: StatusSchema,
  hypothesis: text(2_000),
  why: text(8_000),
  finding: text(8_000),
  verdict: text(40),
  verdictReason: text(4_000),
  expected: ExpectedSchema.nullish(),
  plan: PlanSchema.nullish(),
  method: z.enum(METHODS).nullish(),
  headline: HeadlineSchema.nullish(),
  failure: FailureSchema.nullish(),
  runtimeMs: z.number().min(0).nullish(),
  resultDigest: text(100),
};

const positive = (value: number): boolean => value > 0 && value <= 1e9;

/** A chart on a logarithmic axis has no place for a rate of 0, and its ticks no end: such curves are refused, not drawn. */
const CurvesSchema = ResultsSchema.superRefine(({ clips }, context) => {
  clips.forEach(({ clip, points, baseline }, index) => {
    if (clip.fpsNum <= 0 || clip.fpsDen <= 0 || clip.frames <= 0 || clip.width <= 0 || clip.height <= 0) context.addIssue({ code: "custom", path: ["clips", index, "clip"], message: "a clip has a size, a frame rate and frames" });
    for (const [name, curve] of [["points", points], ["baseline", baseline.points]] as const) {
      if (curve.length > 24) context.addIssue({ code: "custom", path: ["clips", index, name], message: "more than 24 operating points" });
      curve.forEach(({ kbps, bytes, psnrYuv }, at) => {
        if (!positive(kbps) || bytes < 0 || Math.abs(psnrYuv ?? 0) > 1000) context.addIssue({ code: "custom", path: ["clips", index, name, at], message: "an operating point has a rate above 0, a size, and a quality in dB" });
      });
    }
  });
  if (clips.length > 12) context.addIssue({ code: "custom", path: ["clips"], message: "more than 12 clips" });
});

export const LabRowSchema = z.object({ ...SHAPE, suiteId: z.string().regex(SUITE_ID), suiteTitle: z.string().max(120) });
export const LabRecordSchema = z.object({ ...SHAPE, suite: SuiteSchema, results: CurvesSchema.nullish(), applied: AppliedSchema.nullish() });
type LabRecord = z.infer<typeof LabRecordSchema>;

/** Rows have no clips; both have the rest. */
export function toLabRecord(row: z.infer<typeof LabRowSchema>): LabRecord {
  const { suiteId, suiteTitle, ...rest } = row;
  return { ...rest, suite: { id: suiteId, title: suiteTitle, description: "Imported: this record does not name its clips.", clips: [] } };
}

const STATUS = { completed: "completed", failed: "failed", cancelled: "cancelled", queued: "still-running", running: "still-running" } as const;
const PREFIX = "imported-";

/**
 * A suite of its own, so that a planner that looks at a suite does not read through records of others. That of held-out clips
 * keeps its name: what is known of those clips stays hidden from researchers, whoever measured it.
 */
function suiteOf(suite: LabRecord["suite"]): LabRecord["suite"] {
  if (isHeldOut(suite.id)) return suite;
  const id = suite.id.startsWith(PREFIX) ? suite.id : `${PREFIX}${suite.id}`.slice(0, 64);
  return { ...suite, id, title: `${suite.title} (another lab)`.slice(0, 120) };
}

const rawKbps = ({ clip }: ClipResult): number => (clip.width * clip.height * 1.5 * 8 * (clip.fpsNum / clip.fpsDen)) / 1000;

function claimsOf({ status, headline, results }: LabRecord): Claims {
  const clips = results?.clips ?? [];
  const points = clips.flatMap((clip) => clip.points.map((point) => ({ point, raw: rawKbps(clip) })));
  const largest = points.toSorted((a, b) => b.point.kbps / b.raw - a.point.kbps / a.raw)[0];
  const beyond = largest && largest.point.kbps >= largest.raw ? largest : null;
  return {
    status: STATUS[status],
    bitrateKbps: beyond ? beyond.point.kbps : (headline?.bitrateKbps ?? null),
    bytes: points.some(({ point }) => point.bytes === 0) ? 0 : null,
    raw: beyond ? { kbps: beyond.raw, what: "the clip's size and frame rate" } : { kbps: RAW_1080P30_KBPS, what: "1080p at 30 frames/s" },
    reductionPercent: claimOf(headline),
    targetAchieved: null,
    qualityMeasured: points.length > 0 || (headline?.psnrYuvDb ?? null) !== null,
    needsHuman: false,
  };
}

function claimOf(headline: LabRecord["headline"]): number | null {
  return headline?.reductionPercent ?? headline?.claimedReductionPercent ?? null;
}

/**
 * One exported experiment as it is kept here: unverified, its numbers as claims.
 * @throws {RangeError} for a time that has not come yet
 */
export function fromLabExport(record: LabRecord, { fileSha256, now }: { fileSha256: string; now: Date }): Experiment {
  const { id, createdAt, status, headline, results, applied, plan, failure, resultDigest } = record;
  const finishedAt = record.finishedAt ?? createdAt;
  for (const time of [createdAt, finishedAt]) if (Date.parse(time) > now.getTime() + MAX_AHEAD_MS) throw new RangeError(`${time} has not come yet`);
  const imported: Imported = { source: "lab-export", originalId: id, fileSha256, flags: flagsOf(claimsOf(record)), issues: [] };
  const running = STATUS[status] === "still-running";
  const clips = new Set(results?.clips.map(({ clip }) => clip.clipId));
  const said = record.verdict ? ` It said: ${record.verdict}${record.verdictReason ? ` (${record.verdictReason})` : ""}.` : "";
  return importedRecord({
    // Its content is what makes an experiment that one: rows and whole records of one experiment are the same.
    id: importedId("lab-export", id, { createdAt, finishedAt: record.finishedAt ?? null, status, resultDigest: resultDigest ?? null, claimed: claimOf(headline) }),
    createdAt: new Date(createdAt).toISOString(), finishedAt: new Date(finishedAt).toISOString(), suite: suiteOf(record.suite), imported,
    status: running || status === "failed" ? "failed" : status === "cancelled" ? "cancelled" : "completed",
    failure: running ? { stage: null, reason: "It was still running when the file was written; how it ended is not on record.", detail: null } : (failure ?? null),
    plan: plan ?? null, method: plan ? methodOf(plan) : (record.method ?? null),
    hypothesis: record.hypothesis ?? null, why: record.why ?? null, expected: record.expected ?? null, runtimeMs: record.runtimeMs ?? null,
    headline: headline ? { ...headline, reductionPercent: null, claimedReductionPercent: claimOf(headline), interval: null } : null,
    results: results ?? null,
    // Rungs of other clips are those of the held-out suite.
    applied: applied ? { ...applied, rungs: applied.rungs.filter(({ clipId }) => clips.has(clipId)) } : null,
    resultDigest: resultDigest ? importedDigest({ lab: resultDigest }) : null,
    finding: record.finding ?? null, analysedAt: record.finding ? new Date(finishedAt).toISOString() : null,
    verdictReason: `Imported from a lab's export: nothing of it was measured here.${said}`,
    note: `Imported as ${id} from another lab's export.`,
  });
}
