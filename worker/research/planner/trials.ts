import { adaptText, predictorText, restoreText } from "#lib/research/describe-plan.ts";
import { canonicalJson } from "#lib/plan/fingerprint.ts";
import type { Base } from "#lib/plan/base-settings.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { trackOf } from "#lib/plan/track.ts";
import { isEvidence, type Digest, type DigestDetail, type DigestRow } from "#lib/research/digest-schema.ts";

/** A past experiment with a plan, as the planner sees it. */
export interface Trial {
  id: string;
  suiteId: string;
  plan: Plan;
  /** stopped: two rungs on one clip were hopeless, so the suite was not measured. */
  outcome: "measured" | "incomparable" | "stopped" | "failed" | "pending";
  /** Percent, positive is smaller; NaN never: only a measured trial has it. */
  reduction: number | null;
  runtimeMs: number | null;
  identicalTo: readonly string[];
  detail: DigestDetail | null;
}

export type MeasuredTrial = Trial & { reduction: number };

export function isMeasured(trial: Trial): trial is MeasuredTrial {
  return trial.outcome === "measured";
}

function outcomeOf(row: DigestRow): Trial["outcome"] | null {
  if (isEvidence(row)) return "measured";
  if (row.status === "completed") return row.verdict === "worse" && row.reductionPercent === null ? "stopped" : "incomparable";
  if (row.status === "failed") return "failed";
  // A cancelled plan was not run: it may be proposed again.
  return row.status === "cancelled" ? null : "pending";
}

/** The trials of a digest, newest first. */
export function trialsOf(digest: Digest): Trial[] {
  const details = new Map(digest.details.map((detail) => [detail.id, detail]));
  return digest.rows.flatMap((row) => {
    const outcome = outcomeOf(row);
    if (outcome === null || row.plan === null) return [];
    const reduction = outcome === "measured" ? row.reductionPercent : null;
    return [{ id: row.id, suiteId: row.suiteId, plan: row.plan, outcome, reduction, runtimeMs: row.runtimeMs, identicalTo: row.identicalTo, detail: details.get(row.id) ?? null }];
  });
}

/** The best measured trial of the fidelity track; of equals, the older one, so that a change must earn its place. */
export function bestOf(trials: readonly Trial[]): MeasuredTrial | null {
  return trials.filter(isMeasured).filter(({ plan }) => trackOf(plan) === "fidelity").reduce<MeasuredTrial | null>((best, trial) => (best === null || trial.reduction >= best.reduction ? trial : best), null);
}

/** A setting's value in prose; null is what the preset chooses. */
export const settingText = (value: unknown): string => (value === null ? "the preset's choice" : String(value));

/** Settings of a plan in one flat record of readable values: the base's by name, the other parts in one text each. Rungs are left out. */
export function settingsOf(plan: Plan): Record<string, string> {
  const { downscale, denoise } = plan.transform ?? {};
  const base = Object.entries(plan.base).map(([name, value]) => [name, settingText(value)] as const);
  return {
    ...Object.fromEntries(base),
    downscale: downscale ? `${downscale.factor} ${downscale.kernel} and ${downscale.upscaler}` : "none",
    denoise: denoise ? `${denoise.filter} strength ${denoise.strength}` : "none",
    predictor: predictorText(plan.predictor),
    adapt: adaptText(plan.adapt),
    restore: restoreText(plan.restore),
  };
}

/** Names of the settings in which two plans of one codec differ. */
export function differences(a: Plan, b: Plan): string[] {
  const [left, right] = [settingsOf(a), settingsOf(b)];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((name) => left[name] !== right[name]);
}

/** Identity of a plan without its rungs. */
export function shapeOf(plan: Plan): string {
  return canonicalJson({ ...plan, rungs: [] });
}

export type BaseCodec = Base["codec"];
