import type { LaunchRequest } from "#lib/api/schema.ts";
import { uploadIdOf } from "#lib/clips/upload-suite.ts";
import { isActive } from "#lib/experiment/is-active.ts";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { HYPOTHESIS_LENGTH } from "#lib/plan/hypothesis-length.ts";
import { ApiError, messageOf } from "../data/request-json.ts";

/** What came of one row of an action on many. */
export interface Outcome {
  id: string;
  title: string;
  done: boolean;
  text: string;
  /** An experiment to look at: the new one, or the one that was first. */
  link: string | null;
}

/** Whether an experiment ended without a result here, so that its plan is free to run again. */
export function mayRetry({ status, origin }: Pick<ExperimentSummary, "status" | "origin">): boolean {
  return (status === "failed" || status === "cancelled") && origin !== "imported";
}

export function mayCancel(row: Pick<ExperimentSummary, "status" | "cancelRequested">): boolean {
  return isActive(row) && !row.cancelRequested;
}

/** The launch that does the same again: the same suite and plan, or, where it ended before it had a plan, the researcher once more. */
export function retryRequest({ suiteId, plan, hypothesis, expected, parentId }: Pick<ExperimentSummary, "suiteId" | "plan" | "hypothesis" | "expected" | "parentId">): LaunchRequest {
  const uploadId = uploadIdOf(suiteId);
  const target = uploadId ? { uploadId } : { suiteId };
  if (!plan) return target;
  const text = hypothesis?.trim() ?? "";
  return { ...target, plan, expected, parentId, hypothesis: text.length >= HYPOTHESIS_LENGTH.least && text.length <= HYPOTHESIS_LENGTH.most ? text : null };
}

/** What to say when a retry was refused or went wrong. */
export function describeRefusal(error: unknown): Pick<Outcome, "done" | "text" | "link"> {
  const twin = error instanceof ApiError && error.code === "duplicate-plan" ? error.details.twinId : undefined;
  if (typeof twin === "string") return { done: false, text: "not launched: this plan ran already on this suite, as", link: twin };
  return { done: false, text: messageOf(error), link: null };
}
