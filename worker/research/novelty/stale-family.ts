import { familyOf, type Family } from "#lib/plan/family.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { trackOf } from "#lib/plan/track.ts";
import type { DigestRow } from "#lib/research/digest-schema.ts";

/** What a row must tell to be counted; rows of digests do. */
export type TriedPlan = Pick<DigestRow, "id" | "status" | "verdict" | "plan" | "reductionPercent">;

/** A family of plans that has stopped to improve, and must be left for one experiment at least. */
export interface StaleFamily {
  family: Family;
  /** Experiments in a row in this family without a new best of the suite. */
  count: number;
  /** The best of the suite, which they did not beat; null when nothing was measured. */
  best: { id: string; reductionPercent: number } | null;
}

/** The rule's length where the environment (LAB_STALE_FAMILY) does not say another. */
export const STALE_AFTER = 5;

const ENDED = new Set<TriedPlan["status"]>(["completed", "failed"]);
const NO_NUMBER = new Set<TriedPlan["verdict"]>(["incomparable", "unverified", "failed", "cancelled"]);

/**
 * The family that the newest `n` or more experiments in a row belong to without a new best of the suite among them; null
 * while the search may go on as it likes. Completed and failed experiments count, cancelled ones and those without a plan
 * do not; film grain is a track of its own and never the best.
 * @param rows of one suite, newest first
 */
export function staleFamily(rows: readonly TriedPlan[], n: number): StaleFamily | null {
  let best = null as StaleFamily["best"];
  let streak = null as { family: Family; count: number } | null;
  for (const { id, status, verdict, plan, reductionPercent } of [...rows].reverse()) {
    if (plan === null || !ENDED.has(status)) continue;
    const family = familyOf(plan);
    const measured = status === "completed" && reductionPercent !== null && !NO_NUMBER.has(verdict) && trackOf(plan) === "fidelity";
    if (measured && (best === null || reductionPercent > best.reductionPercent)) {
      best = { id, reductionPercent };
      streak = null;
    } else streak = streak?.family.id === family.id ? { family, count: streak.count + 1 } : { family, count: 1 };
  }
  return streak && streak.count >= n ? { ...streak, best } : null;
}

/** Whether a plan leaves the stale family; always where there is none. */
export const leaves = (plan: Plan, stale: StaleFamily | null): boolean => stale === null || familyOf(plan).id !== stale.family.id;

const WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** The rule as a fact, for hypotheses and prompts. The count is a word: digits in prose are measurements. */
export function staleText({ family, count, best }: StaleFamily): string {
  const times = `${WORDS[count] ?? "many"} times in a row`;
  return best
    ? `${family.title} was tried ${times} without a new best (the best is still ${best.id})`
    : `${family.title} was tried ${times} without a comparable result`;
}
