import type { Experiment } from "../experiment/schema.ts";
import { keepFirst, newest, put } from "./keep.ts";
import { MOST_REASONS, NEWEST_DEAD_ENDS, REASON_CHARS, TAIL_CHARS, WORST_DEAD_ENDS } from "./limits.ts";
import { planText } from "./plan-text.ts";
import type { DeadEnd, StageFailures } from "./schema.ts";

/** Reasons that differ in numbers and ids alone are one reason. */
const shapeOf = (reason: string): string => reason.replace(/\b[\da-f]{8,}\b|\d+(?:\.\d+)?/gi, "#");

/** Adds a failed experiment to those of its stage. */
export function foldFailures(failures: readonly StageFailures[], { id, suite, plan, failure, createdAt: at }: Experiment): StageFailures[] {
  const stage = failure?.stage ?? null;
  const reason = (failure?.reason ?? "no reason was recorded").slice(0, REASON_CHARS);
  return put(failures, (known) => known.stage === stage, (before) => {
    const all = put(before?.newest ?? [], (known) => shapeOf(known.reason) === shapeOf(reason), (same) => ({
      id, suiteId: suite.id, plan: plan && planText(plan), reason, tail: failure?.detail?.slice(-TAIL_CHARS) ?? null, count: (same?.count ?? 0) + 1, at,
    }));
    return { stage, count: (before?.count ?? 0) + 1, newest: keepFirst(all, MOST_REASONS, (a, b) => newest([a.at, a.id], [b.at, b.id])) };
  });
}

/** Why a completed experiment leads nowhere; null when it does not. */
function deadEndOf({ id, suite, plan, verdict, verdictReason, headline, identicalTo, evaluation, createdAt: at }: Experiment): DeadEnd | null {
  if (!plan) return null;
  const common = { id, suiteId: suite.id, plan: planText(plan), reductionPercent: headline?.reductionPercent ?? null, at };
  const reason = (verdictReason ?? "").slice(0, REASON_CHARS);
  if (identicalTo.length > 0) return { ...common, kind: "identical", reason: `every bitstream is the same as in ${identicalTo.slice(0, 3).join(", ")}: what the plan changed changed nothing` };
  if (evaluation?.screen?.outcome === "hopeless") return { ...common, kind: "hopeless", reason: evaluation.screen.reason.slice(0, REASON_CHARS) };
  if (verdict === "worse" || verdict === "incomparable" || verdict === "inconclusive") return { ...common, kind: verdict, reason };
  return null;
}

/** Adds a completed experiment that led nowhere: of each kind the newest stay, and those with the largest loss. */
export function foldDeadEnds(deadEnds: readonly DeadEnd[], experiment: Experiment): DeadEnd[] {
  const found = deadEndOf(experiment);
  if (!found) return [...deadEnds];
  const all = [found, ...deadEnds];
  const ofKind = all.filter(({ kind }) => kind === found.kind);
  const latest = keepFirst(ofKind, NEWEST_DEAD_ENDS, (a, b) => newest([a.at, a.id], [b.at, b.id]));
  const loss = ({ reductionPercent }: DeadEnd): number => reductionPercent ?? 0;
  const worst = keepFirst(ofKind, WORST_DEAD_ENDS, (a, b) => loss(a) - loss(b) || newest([a.at, a.id], [b.at, b.id]));
  return all.filter((one) => one.kind !== found.kind || latest.includes(one) || worst.includes(one));
}
