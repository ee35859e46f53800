import type { Experiment, Failure } from "#lib/experiment/schema.ts";
import { buildDigest } from "#lib/data/build-digest.ts";
import { fingerprintOf } from "#lib/plan/fingerprint.ts";
import type { IsTaken } from "#worker/research/researcher.ts";
import { takenBy } from "./is-taken.ts";
import { keepCalls } from "./keep-calls.ts";
import type { RunContext } from "./run-context.ts";

export interface Analysed {
  finding: string | null;
  /** Set when there is no analysis: the measurement stands, and `npm run analyze-past` asks again. */
  failure: Failure | null;
}

/**
 * The researcher reads the measured numbers and writes the analysis. When it cannot, the numbers are still true: the
 * experiment completes with the failure of this stage on record, visible, and without any analysis text.
 */
export async function analyse(context: RunContext, measured: Experiment): Promise<Analysed> {
  const digest = await buildDigest(context.lab, { suiteId: measured.suite.id });
  // Its own plan is taken as well: what comes next has to be something else.
  const taken = takenBy(context.lab, measured);
  const isTaken: IsTaken = async (plan) => (fingerprintOf(plan, measured.suite) === measured.fingerprint ? measured.id : taken(plan));
  const result = await context.researcher.analyse({ experiment: measured, digest, isTaken, signal: context.signal, log: context.log });
  context.signal.throwIfAborted();
  await keepCalls(context, result.calls);
  if (result.outcome === "failed") {
    context.log("warn", `experiment ${measured.id}: measured, but not analysed: ${result.reason}`);
    return { finding: null, failure: { stage: "analyse", reason: result.reason, detail: result.detail } };
  }
  return { finding: result.analysis.finding, failure: null };
}
