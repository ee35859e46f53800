import { z } from "zod";
import type { Experiment, Imported } from "../experiment/schema.ts";
import { formatCount } from "../format/format-number.ts";
import { cut, flatten } from "../format/plain-text.ts";
import type { Claims } from "./claims.ts";
import { flagsOf, RAW_1080P30_KBPS } from "./claims.ts";
import { importedDigest, importedId, importedRecord } from "./make-imported.ts";
import { MAX_AHEAD_MS } from "./limits.ts";

/*
 * The post-mortem files of the lab's ancestor:
 *
 *   {total_experiments, generated_at, reports: [{experiment_id, timestamp, status: completed|timed_out|running,
 *    metadata: {phase_completed, needs_human, ...}, results: {bitrate_mbps, file_size_mb, reduction_percent, target_achieved} or {},
 *    issues: [text or object, ...], ...}]}
 *
 * Keys that are not named may be there and are not looked at; those that are named have to be what they are said to be.
 */

const amount = z.number().min(0).max(1e9).nullish();

export const PostMortemReportSchema = z.looseObject({
  experiment_id: z.string().trim().min(1).max(200),
  /** Unix seconds with a fraction. */
  timestamp: z.number().min(0).max(4e9),
  status: z.enum(["completed", "timed_out", "running"]),
  metadata: z.looseObject({ phase_completed: z.union([z.string().max(200), z.number(), z.boolean()]).nullish(), needs_human: z.boolean().nullish() }).nullish(),
  results: z.looseObject({ bitrate_mbps: amount, file_size_mb: amount, reduction_percent: z.number().min(-1e9).max(1e9).nullish(), target_achieved: z.boolean().nullish() }).nullish(),
  issues: z.array(z.union([z.string().max(20_000), z.record(z.string(), z.unknown())], { error: "neither text nor an object" })).max(1000).nullish(),
});
export type PostMortemReport = z.infer<typeof PostMortemReportSchema>;

/** The file around its reports, which are parsed one by one. */
export const PostMortemFileSchema = z.looseObject({
  total_experiments: z.int().min(0).max(1e9),
  generated_at: z.union([z.string().max(100), z.number()], { error: "neither text nor a number" }),
  reports: z.array(z.unknown()),
});

const SUITE = { id: "imported-post-mortem", title: "Another lab's records", description: "Imported from post-mortem files, which do not name their clips.", clips: [] };
const ISSUES = 20;
const ISSUE_LENGTH = 500;
const QUALITY = /psnr|ssim|vmaf/i;

const shortened = (text: string): string => (text.length > ISSUE_LENGTH ? `${cut(text, ISSUE_LENGTH - 1)}…` : text);

function issuesOf(issues: NonNullable<PostMortemReport["issues"]>): string[] {
  const named = issues.slice(0, ISSUES).map((issue) => shortened(flatten(typeof issue === "string" ? issue : JSON.stringify(issue))));
  return issues.length > ISSUES ? [...named, `and ${formatCount(issues.length - ISSUES)} more`] : named;
}

const STATUS = { completed: "completed", timed_out: "timed-out", running: "still-running" } as const;

function claimsOf({ status, metadata, results }: PostMortemReport): Claims {
  const { bitrate_mbps: mbps, file_size_mb: megabytes, reduction_percent: percent, target_achieved: achieved } = results ?? {};
  return {
    status: STATUS[status],
    bitrateKbps: typeof mbps === "number" ? mbps * 1000 : null,
    bytes: typeof megabytes === "number" ? megabytes * 1e6 : null,
    raw: { kbps: RAW_1080P30_KBPS, what: "1080p at 30 frames/s, as the ancestor coded" },
    reductionPercent: percent ?? null,
    targetAchieved: achieved ?? null,
    qualityMeasured: Object.entries(results ?? {}).some(([name, value]) => QUALITY.test(name) && typeof value === "number"),
    needsHuman: metadata?.needs_human === true,
  };
}

/** How it ended, in the lab's own words. A record that is imported has ended: what was running then is not running here. */
function endOf({ status, metadata }: PostMortemReport, issues: readonly string[]): Pick<Experiment, "failure"> & { status: "completed" | "failed" } {
  if (status === "completed") return { status, failure: null };
  const phase = metadata?.phase_completed ?? null;
  const after = phase === null ? "" : ` The last phase that it completed is ${JSON.stringify(phase)}.`;
  const reason = status === "timed_out" ? "It timed out in the lab that ran it." : "It was still running when the file was written; how it ended is not on record.";
  return { status: "failed", failure: { stage: null, reason: `${reason}${after}`, detail: issues.length > 0 ? issues.join("\n") : null } };
}

/**
 * One report as an experiment: unverified, with its numbers as claims. A timed-out or still running one is failed, for it has no
 * result and will not get one here.
 * @param content the report as it stands in the file, which makes its id
 * @throws {RangeError} for a time that has not come yet
 */
export function fromPostMortem(report: PostMortemReport, { content, fileSha256, now }: { content: unknown; fileSha256: string; now: Date }): Experiment {
  const at = report.timestamp * 1000;
  if (at > now.getTime() + MAX_AHEAD_MS) throw new RangeError(`${new Date(at).toISOString()} has not come yet`);
  const claims = claimsOf(report);
  const issues = issuesOf(report.issues ?? []);
  const imported: Imported = { source: "post-mortem", originalId: flatten(report.experiment_id), fileSha256, flags: flagsOf(claims), issues };
  const { bitrateKbps, bytes, reductionPercent } = claims;
  const measured = bitrateKbps !== null || bytes !== null;
  return importedRecord({
    id: importedId("post-mortem", report.experiment_id, content),
    createdAt: new Date(at).toISOString(), finishedAt: new Date(at).toISOString(), suite: SUITE, imported,
    ...endOf(report, issues),
    headline:
      measured || reductionPercent !== null
        ? { reductionPercent: null, claimedReductionPercent: reductionPercent, bdRatePercent: null, bitrateKbps, baselineKbps: null, psnrYuvDb: null, clips: 0, clampedClips: 0, interval: null }
        : null,
    resultDigest: measured ? importedDigest({ bitrateKbps, bytes }) : null,
    verdictReason: "Imported from another lab's post-mortem file: nothing of it was measured here.",
    note: `Imported as ${imported.originalId} from a post-mortem file.`,
  });
}
