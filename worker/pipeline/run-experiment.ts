import type { Completion } from "#lib/data/complete-experiment.ts";
import type { Applied, Artifact, Experiment } from "#lib/experiment/schema.ts";
import { withEnhancement } from "#lib/metrics/enhancement.ts";
import { headlineOf, verdictOf } from "#lib/metrics/verdict.ts";
import { analyse } from "./analyse-stage.ts";
import { BASELINE_PLAN } from "./baseline-plan.ts";
import { findBaselines, measureBaselines, type ClipBaseline } from "./baseline-stage.ts";
import { appliedOf, measureCandidate, resultsOf } from "./encode-stage.ts";
import { generateClips, type ReadyClip } from "./generate-stage.ts";
import { settlePlan } from "./plan-stage.ts";
import { publishArtifacts } from "./publish-stage.ts";
import { resultDigestOf } from "./result-digest.ts";
import type { RunContext } from "./run-context.ts";
import { inStage } from "./stage-error.ts";
import { rungUnits } from "./work-units.ts";

export interface RunResult {
  completion: Completion;
  finding: string | null;
}

/** What a run has so far, so that a failure late on does not lose what was done before it. */
export interface RunSoFar {
  applied: Applied | null;
  artifacts: Artifact[];
}

async function provideBaselines(context: RunContext, clips: readonly ReadyClip[]): Promise<ClipBaseline[]> {
  const found = await findBaselines(context, clips);
  const missing = clips.filter((_, index) => found[index] === null);
  const units = missing.reduce((sum, clip) => sum + rungUnits(clip.facts, BASELINE_PLAN.base) * BASELINE_PLAN.rungs.length, 0);
  context.progress.expect(units);
  const fresh = missing.length > 0 ? await measureBaselines(context, missing) : [];
  return clips.map((clip, index) => found[index] ?? fresh.find((entry) => entry.clip === clip)!);
}

/**
 * Runs one experiment from its plan to its published artifacts. Every stage writes what it really did into the result.
 * @param soFar filled as the run goes on
 * @throws {StageError} the stage that failed, with its reason; or the signal's reason when the run was stopped
 */
export async function runExperiment(context: RunContext, experiment: Experiment, soFar: RunSoFar): Promise<RunResult> {
  const { progress, signal, log } = context;

  progress.begin("plan", experiment.plan ? "Checking the plan" : "The researcher reads the past experiments");
  const planned = await inStage("plan", signal, () => settlePlan(context, experiment));
  const { plan } = planned;
  if (experiment.plan) log("info", `experiment ${experiment.id}: hypothesis of the person: ${planned.hypothesis ?? "none stated"}`);
  progress.finish("plan");

  progress.begin("generate", "Preparing the clips");
  const clips = await inStage("generate", signal, () => generateClips(context, experiment.suite.clips));
  progress.finish("generate");
  progress.expect(clips.reduce((sum, clip) => sum + rungUnits(clip.facts, plan.base) * plan.rungs.length, 0));

  progress.begin("baseline", "Looking up the HEVC baseline");
  const bases = await inStage("baseline", signal, () => provideBaselines(context, clips));
  progress.finish("baseline");

  const measured = await measureCandidate(context, bases, plan);
  const notMeasured: Record<string, string> = "reason" in context.vmaf ? { vmaf: context.vmaf.reason, vmafNeg: context.vmaf.reason } : {};
  const applied = appliedOf(measured);
  soFar.applied = applied;
  const results = resultsOf(measured, notMeasured);
  const headline = headlineOf(results.clips);
  const { verdict, verdictReason } = withEnhancement(verdictOf(results.clips), results.clips);
  log("info", `experiment ${experiment.id}: ${verdict}: ${verdictReason}`);

  progress.begin("analyse", "The researcher reads the result");
  const settled: Experiment = { ...planned, status: "completed", verdict, verdictReason, headline, results, applied };
  const analysed = await inStage("analyse", signal, () => analyse(context, settled));
  progress.finish("analyse");

  progress.begin("publish", "Storing bitstreams and figures");
  const artifacts = await inStage("publish", signal, () => publishArtifacts(context, measured, results, applied));
  soFar.artifacts = artifacts;
  progress.finish("publish");

  const { stages } = progress.current();
  return {
    completion: { verdict, verdictReason, headline, results, applied, artifacts, resultDigest: resultDigestOf(applied), stages, failure: analysed.failure },
    finding: analysed.finding,
  };
}
