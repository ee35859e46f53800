import type { Evaluation, EvaluationLevel, Experiment, Status } from "../experiment/schema.ts";
import { formatBytes } from "./format-number.ts";

/** Of a whole record, or of a row of a list. */
export interface Staged {
  status: Status;
  evaluation?: Pick<Evaluation, "reached"> | null;
  reached?: EvaluationLevel | null;
}

/** Whether the plan ended with its two rungs on one clip: it ran as it should, and the suite was not measured. */
export function isStoppedAtScreening({ status, evaluation, reached }: Staged): boolean {
  return status === "completed" && (evaluation?.reached ?? reached ?? null) === "screen";
}

/** Bits as the bytes of the files that they fill: 12,800,000 bits are 1.6 MB. */
export function formatBits(bits: number): string {
  return formatBytes(Math.round(bits / 8));
}

/** A difference of two percentages with its sign: "+2.1 points", "−3.0 points". */
export function formatPoints(points: number): string {
  const text = Math.abs(points).toFixed(1);
  if (Number(text) === 0) return "0.0 points";
  return `${points < 0 ? "−" : "+"}${text} points`;
}

/** Held-out reduction minus the suite's, percentage points: negative when the plan saves less on clips that nobody tuned for. */
export function heldOutDifference({ headline, evaluation }: Pick<Experiment, "headline" | "evaluation">): number | null {
  const validation = evaluation?.validation;
  const suite = headline?.reductionPercent ?? null;
  const heldOut = validation?.outcome === "measured" ? validation.headline.reductionPercent : null;
  return suite === null || heldOut === null ? null : heldOut - suite;
}

/** The same in words: "3.1 points less on held-out clips". */
export function differenceInWords(points: number): string {
  const text = Math.abs(points).toFixed(1);
  if (Number(text) === 0) return "the same on held-out clips";
  return `${text} points ${points > 0 ? "more" : "less"} on held-out clips`;
}

export type StepState = "passed" | "stopped" | "failed" | "skipped" | "not-reached";
export const STEP_WORDS: Record<StepState, string> = { passed: "measured", stopped: "stopped here", failed: "failed", skipped: "skipped", "not-reached": "not reached" };

/** How each level of the cascade ended. The schema is passed by every plan that is on record. */
export function stepStates({ status, evaluation }: Pick<Experiment, "status"> & { evaluation: Evaluation }): Record<EvaluationLevel, StepState> {
  const { reached, screen, validation } = evaluation;
  const suite = reached === "suite" || reached === "held-out";
  // After the first look there is nothing left to fail at but the suite; before it, clips and baseline come first.
  const broken = status === "failed" && !suite && screen !== null;
  return {
    schema: "passed",
    screen: screen === null ? "not-reached" : screen.outcome === "skipped" ? "skipped" : isStoppedAtScreening({ status, evaluation }) ? "stopped" : "passed",
    suite: suite ? "passed" : broken ? "failed" : "not-reached",
    "held-out": validation === null ? "not-reached" : validation.outcome === "failed" ? "failed" : "passed",
  };
}
