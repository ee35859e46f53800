import { findSuite, HELD_OUT_SUITE_ID } from "../clips/suites.ts";
import type { Experiment, Failure } from "../experiment/schema.ts";

/** True for a suite whose facts may reach neither a digest nor a model. */
export function isHeldOut(suiteId: string): boolean {
  return suiteId === HELD_OUT_SUITE_ID;
}

const HELD_OUT_CLIPS = new Set(findSuite(HELD_OUT_SUITE_ID)?.clips.map(({ id }) => id));

const CHECK_FAILED = "the check of the result on other clips broke off";

/** A failure without what it may say of held-out clips: whatever broke while they were measured. */
export function failureWithoutHeldOut(failure: Failure | null): Failure | null {
  return failure?.stage === "validate" ? { stage: "validate", reason: CHECK_FAILED, detail: null } : failure;
}

/**
 * The record without what the held-out clips gave (its validation, whether it is champion, bits and rungs of those clips):
 * what a digest, a prompt or the planner may look at. Everything that is built for a researcher starts from this.
 * An experiment on the held-out suite itself is given back as it is: it is kept from researchers as a whole.
 */
export function withoutHeldOut(experiment: Experiment): Experiment {
  const { evaluation, applied, suite, failure } = experiment;
  if (isHeldOut(suite.id)) return experiment;
  return {
    ...experiment,
    failure: failureWithoutHeldOut(failure), verdictReason: failure?.stage === "validate" ? CHECK_FAILED : experiment.verdictReason,
    evaluation: evaluation && { ...evaluation, reached: evaluation.reached === "held-out" ? "suite" : evaluation.reached, validation: null, champion: null, bits: { ...evaluation.bits, heldOut: 0 } },
    applied: applied && { ...applied, rungs: applied.rungs.filter(({ clipId }) => !HELD_OUT_CLIPS.has(clipId)) },
    artifacts: experiment.artifacts.filter(({ name }) => !/(^|\/)held-out\//.test(name)),
  };
}
