import { findBestOfSuite } from "#lib/data/find-best-of-suite.ts";
import type { Evaluation, Experiment } from "#lib/experiment/schema.ts";
import { withEnhancement } from "#lib/metrics/enhancement.ts";
import { headlineOf, verdictOf } from "#lib/metrics/verdict.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { trackOf } from "#lib/plan/track.ts";
import { provideBaselines } from "./baseline-stage.ts";
import { resultsOf } from "./encode-stage.ts";
import { findPrograms } from "./find-programs.ts";
import { generateClips } from "./generate-stage.ts";
import { measureRungs, type MeasuredClip } from "./measure-rungs.ts";
import type { PlannedExperiment } from "./plan-stage.ts";
import type { RunContext } from "./run-context.ts";
import { failureOf, inStage, StageError } from "./stage-error.ts";
import { ladderUnits } from "./work-units.ts";

export interface Validated extends Pick<Evaluation, "validation" | "champion"> {
  /** Of the held-out clips; empty when there is no measurement. */
  measured: MeasuredClip[];
}

/** Share of the time left that the held-out suite may take: what was measured before it still has to be stored. */
const SHARE = 0.9;
const STAGES = { encode: "validate", decode: "validate", measure: "validate" } as const;

type Settled = PlannedExperiment & Pick<Experiment, "verdict" | "headline">;

/** Whether the experiment beats every earlier result of its suite that counts for the best. */
async function isNewBest({ lab, heldOut }: RunContext, { suite, plan, verdict, headline }: Settled): Promise<boolean> {
  const percent = headline?.reductionPercent ?? null;
  if (verdict !== "better" || percent === null || trackOf(plan) !== "fidelity" || !heldOut.of.has(suite.id)) return false;
  const best = await findBestOfSuite(lab, suite.id);
  return best === null || percent > best.reductionPercent;
}

/** Runs the task with a signal that also aborts when the time for it is over. @throws {StageError} when it was */
async function inTime<T>(context: RunContext, task: (context: RunContext) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const forward = () => stop.abort(context.signal.reason);
  if (context.signal.aborted) forward();
  else context.signal.addEventListener("abort", forward, { once: true });
  const late = new StageError("validate", "the experiment's time limit (LAB_EXPERIMENT_MINUTES) left too little time for it", null);
  const timer = setTimeout(() => stop.abort(late), Math.max(0, SHARE * context.timeLeftMs()));
  try {
    return await task({ ...context, signal: stop.signal });
  } finally {
    clearTimeout(timer);
    context.signal.removeEventListener("abort", forward);
  }
}

async function measureHeldOut(context: RunContext, plan: Plan, wrote: (bytes: number) => void): Promise<MeasuredClip[]> {
  const { signal, heldOut, progress } = context;
  const clips = await inStage("validate", signal, () => generateClips(context, heldOut.suite.clips));
  progress.expect(ladderUnits(clips, plan));
  const bases = await inStage("validate", signal, () => provideBaselines(context, clips));
  const programs = await findPrograms(context, clips, plan, "validate");
  const crfs = plan.rungs.map(({ crf }) => crf);
  return measureRungs(context, bases.map((base) => ({ base, crfs })), { plan, programs, stages: STAGES, prefix: "held-out-", wrote });
}

/**
 * The last look, after the analysis, so that no analysis can know of it: a plan that is the new best of one of the lab's suites runs on
 * the held-out suite, in full. What fails here is on record and fails nothing else. Whether a measured one becomes champion is
 * decided when the experiment is completed (lib/data/settle-champion.ts).
 * @returns null for a plan that is no new best
 * @throws the signal's reason when the run was stopped
 */
export async function validateBest(context: RunContext, settled: Settled, wrote: (bytes: number) => void): Promise<Validated | null> {
  const { signal, heldOut, progress, log, lab } = context;
  if (!(await inStage("validate", signal, () => isNewBest(context, settled)))) return null;
  const { id: suiteId, title } = heldOut.suite;
  const unconfirmed = (why: string): Evaluation["champion"] => ({ confirmed: false, reason: `A new best of ${settled.suite.title}, not confirmed: ${why}`, previousId: null });
  if (!heldOut.on) return { validation: null, measured: [], champion: unconfirmed("this lab does not validate (LAB_VALIDATE=off).") };

  progress.begin("validate", `A new best: the same plan on the suite ${title}`);
  try {
    const measured = await inTime(context, (inner) => measureHeldOut(inner, settled.plan, wrote));
    const { clips } = resultsOf(measured, {});
    const { verdict, verdictReason } = withEnhancement(verdictOf(clips), clips);
    log("info", `experiment ${settled.id}: on ${suiteId}: ${verdict}: ${verdictReason}`);
    const validation = { outcome: "measured" as const, suiteId, verdict, verdictReason, headline: headlineOf(clips), clips, measuredAt: lab.now().toISOString() };
    return { validation, measured, champion: unconfirmed("not decided yet.") };
  } catch (error) {
    signal.throwIfAborted();
    const { reason, detail } = failureOf(error, "validate");
    log("warn", `experiment ${settled.id}: not validated on ${suiteId}: ${reason}`);
    for (const line of detail?.split("\n") ?? []) progress.note("validate", `| ${line}`);
    return { validation: { outcome: "failed", suiteId, reason, detail }, measured: [], champion: unconfirmed(`the suite ${title} could not be measured: ${reason}`) };
  } finally {
    progress.finish("validate");
  }
}
