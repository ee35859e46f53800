import type { Completion } from "#lib/data/complete-experiment.ts";
import type { Applied, Artifact, Evaluation, Experiment } from "#lib/experiment/schema.ts";
import { withEnhancement } from "#lib/metrics/enhancement.ts";
import { headlineOf, verdictOf } from "#lib/metrics/verdict.ts";
import { analyse } from "./analyse-stage.ts";
import { provideBaselines, type ClipBaseline } from "./baseline-stage.ts";
import { appliedOf, measureCandidate, resultsOf } from "./encode-stage.ts";
import { generateClips } from "./generate-stage.ts";
import type { MeasuredClip } from "./measure-rungs.ts";
import { settlePlan, type PlannedExperiment } from "./plan-stage.ts";
import { publishArtifacts, publishHeldOut, publishScreened } from "./publish-stage.ts";
import { resultDigestOf } from "./result-digest.ts";
import type { RunContext } from "./run-context.ts";
import { screenPlan, type Screened } from "./screen-stage.ts";
import { inStage } from "./stage-error.ts";
import { validateBest } from "./validate-stage.ts";
import { ladderUnits } from "./work-units.ts";

export interface RunResult {
  completion: Completion;
  finding: string | null;
}

/** What a run has so far, so that a failure late on does not lose what was done before it. */
export interface RunSoFar {
  applied: Applied | null;
  artifacts: Artifact[];
  evaluation: Evaluation | null;
}

type Judged = Pick<Completion, "verdict" | "verdictReason" | "headline" | "results" | "applied"> & { measured: MeasuredClip[] };

/** The record of a plan that the first look ended: a verdict, and no figure of the suite, which was not measured. */
function stoppedAt({ screen }: Screened, measured: MeasuredClip): Judged {
  return { verdict: "worse", verdictReason: `Stopped at the screening: ${screen.reason}`, headline: headlineOf([]), results: null, applied: appliedOf([measured]), measured: [measured] };
}

async function judgeOnSuite(context: RunContext, planned: PlannedExperiment, bases: readonly ClipBaseline[], screened: Screened, wrote: (bytes: number) => void): Promise<Judged> {
  const measured = await measureCandidate(context, bases, planned.plan, screened, wrote);
  const results = resultsOf(measured, "reason" in context.vmaf ? { vmaf: context.vmaf.reason, vmafNeg: context.vmaf.reason } : {});
  return { ...withEnhancement(verdictOf(results.clips), results.clips), headline: headlineOf(results.clips), results, applied: appliedOf(measured), measured };
}

/**
 * Runs one experiment from its plan to its published artifacts: a first look, the suite, and for a new best the held-out suite. Every
 * stage writes what it really did into the result.
 * @param soFar filled as the run goes on
 * @throws {StageError} the stage that failed, with its reason; or the signal's reason when the run was stopped
 */
export async function runExperiment(context: RunContext, experiment: Experiment, soFar: RunSoFar): Promise<RunResult> {
  const { progress, signal, log } = context;
  // Bits of every bitstream of the candidate. The two rungs of the first look are counted there, and not again with the suite's.
  const bits: Evaluation["bits"] = { screen: 0, suite: 0, heldOut: 0 };
  const counting = (level: keyof typeof bits) => (bytes: number) => void (bits[level] += 8 * bytes);
  const evaluation: Evaluation = { reached: "schema", screen: null, validation: null, champion: null, bits };
  soFar.evaluation = evaluation;

  progress.begin("plan", experiment.plan ? "Checking the plan" : "The researcher reads the past experiments");
  const planned = await inStage("plan", signal, () => settlePlan(context, experiment));
  const { plan } = planned;
  if (experiment.plan) log("info", `experiment ${experiment.id}: hypothesis of the person: ${planned.hypothesis ?? "none stated"}`);
  progress.finish("plan");

  progress.begin("generate", "Preparing the clips");
  const clips = await inStage("generate", signal, () => generateClips(context, experiment.suite.clips));
  progress.finish("generate");
  progress.expect(ladderUnits(clips, plan));

  progress.begin("baseline", "Looking up the HEVC baseline");
  const bases = await inStage("baseline", signal, () => provideBaselines(context, clips));
  progress.finish("baseline");

  const screened = await screenPlan(context, planned, bases, counting("screen"));
  evaluation.screen = screened.screen;
  if (screened.measured) evaluation.reached = "screen";
  log("info", `experiment ${experiment.id}: first look ${screened.screen.outcome}: ${screened.screen.reason}`);
  const stopped = screened.screen.outcome === "hopeless" ? screened.measured : null;

  const { measured, ...judged } = stopped ? stoppedAt(screened, stopped) : await judgeOnSuite(context, planned, bases, screened, counting("suite"));
  if (!stopped) evaluation.reached = "suite";
  soFar.applied = judged.applied;
  log("info", `experiment ${experiment.id}: ${judged.verdict}: ${judged.verdictReason}`);

  progress.begin("analyse", "The researcher reads the result");
  const settled: PlannedExperiment = { ...planned, ...judged, status: "completed", evaluation: structuredClone(evaluation) };
  const analysed = await inStage("analyse", signal, () => analyse(context, settled));
  progress.finish("analyse");

  const validated = await validateBest(context, settled, counting("heldOut"));
  if (validated) Object.assign(evaluation, { validation: validated.validation, champion: validated.champion });
  if (validated?.validation?.outcome === "measured") evaluation.reached = "held-out";

  progress.begin("publish", "Storing bitstreams and figures");
  soFar.artifacts = await inStage("publish", signal, async () => [
    ...(judged.results === null ? await publishScreened(context, measured, judged.applied) : await publishArtifacts(context, measured, judged.results, judged.applied)),
    ...(await publishHeldOut(context, validated?.measured ?? [])),
  ]);
  progress.finish("publish");

  const { stages } = progress.current();
  return {
    completion: { ...judged, artifacts: soFar.artifacts, resultDigest: resultDigestOf(judged.applied), evaluation, stages, failure: analysed.failure },
    finding: analysed.finding,
  };
}
