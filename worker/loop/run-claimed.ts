import { mkdir, rm } from "node:fs/promises";
import { completeExperiment } from "#lib/data/complete-experiment.ts";
import { failExperiment } from "#lib/data/fail-experiment.ts";
import { heartbeatExperiment } from "#lib/data/heartbeat-experiment.ts";
import type { Lab } from "#lib/data/lab.ts";
import { recordAnalysis } from "#lib/data/record-analysis.ts";
import { releaseExperiment } from "#lib/data/release-experiment.ts";
import { reportProgress } from "#lib/data/report-progress.ts";
import { settleCancelled } from "#lib/data/settle-cancelled.ts";
import type { Artifact, Experiment } from "#lib/experiment/schema.ts";
import { CancelledError, LeaseLostError, ShutdownError, TimeLimitError } from "#worker/pipeline/abort-reasons.ts";
import { trackProgress } from "#worker/pipeline/progress.ts";
import type { Lease, RunContext } from "#worker/pipeline/run-context.ts";
import { runExperiment, type RunResult, type RunSoFar } from "#worker/pipeline/run-experiment.ts";
import { failureOf } from "#worker/pipeline/stage-error.ts";
import { describeAttempt } from "./describe-attempt.ts";
import { createExperimentLog } from "./experiment-log.ts";
import { holdLease } from "./hold-lease.ts";
import { patientLab } from "./patient-lab.ts";
import { persist } from "./persist.ts";
import { throttleReports } from "./throttle-reports.ts";

export interface RunClaimedOptions extends Omit<RunContext, "lease" | "progress" | "signal" | "workDir" | "timeLeftMs"> {
  lab: Lab;
  leaseSeconds: number;
  limitMinutes: number;
  /** Configured secrets, which never reach the experiment's log. */
  secrets?: readonly string[];
  /** How long a store may be away before the experiment ends because of it, ms. */
  patienceMs?: number;
  workDirOf: (lease: Lease) => string;
  /** Aborts when the worker shuts down. */
  shutdown: AbortSignal;
}

export type RunOutcome = "completed" | "failed" | "cancelled" | "released" | "lost";

/** Runs a claimed experiment under its lease and settles it, whatever happens. Never throws for what the run did. */
export async function runClaimed(experiment: Experiment, options: RunClaimedOptions): Promise<RunOutcome> {
  const { lab, leaseSeconds, limitMinutes, patienceMs, shutdown } = options;
  const lease: Lease = { id: experiment.id, owner: experiment.owner ?? "", attempt: experiment.attempt };
  const own = createExperimentLog(lab, lease, { secrets: options.secrets, complain: (message) => options.log("warn", `experiment ${lease.id}: ${message}`) });
  const stop = new AbortController();
  const abort = (reason: Error) => stop.abort(reason);
  const onShutdown = () => abort(new ShutdownError());
  if (shutdown.aborted) onShutdown();
  else shutdown.addEventListener("abort", onShutdown, { once: true });
  const endsAt = performance.now() + limitMinutes * 60_000;
  const timeLeftMs = () => endsAt - performance.now();
  const limit = setTimeout(() => abort(new TimeLimitError(limitMinutes)), timeLeftMs());

  const reports = throttleReports(async (report) => {
    const state = await reportProgress(lab, lease, report).catch((error: unknown) => {
      log("warn", `experiment ${lease.id}: progress not stored: ${error instanceof Error ? error.message : String(error)}`);
      return "held" as const;
    });
    if (state === "lost") abort(new LeaseLostError());
    if (state === "cancel-requested") abort(new CancelledError());
  });
  const progress = trackProgress(() => lab.now().getTime(), reports.report, ({ level, stage, text, change }) => own.say(level, stage, text, change));
  // What the operator reads belongs into the experiment's own log as well, where its id says nothing.
  const log: RunContext["log"] = (level, message) => {
    options.log(level, message);
    own.say(level, progress.stage(), message.replace(`experiment ${lease.id}: `, ""));
  };
  const letGo = holdLease({
    leaseSeconds, abort,
    heartbeat: () => heartbeatExperiment(lab, lease, leaseSeconds),
    log: (message) => log("warn", `experiment ${lease.id}: ${message}`),
  });
  const workDir = options.workDirOf(lease);
  const soFar: RunSoFar = { applied: null, artifacts: [], evaluation: null };
  // A store that is away for a while must not lose an hour of encoding: settling is tried for as long as the lease can live.
  const settle = <T>(what: string, write: () => Promise<T>) => persist(write, { what: `experiment ${lease.id}: ${what}`, log: (message) => log("warn", message), signal: shutdown, patienceMs });
  /** The log as the last artifact of a run that ends here. */
  const withLog = async (artifacts: readonly Artifact[]): Promise<Artifact[]> => {
    const kept = await own.keep();
    return kept ? [...artifacts, kept] : [...artifacts];
  };
  own.say("info", null, describeAttempt(experiment));
  const patient = patientLab(lab, { signal: stop.signal, log: (message) => log("warn", `experiment ${lease.id}: ${message}`), patienceMs });

  try {
    await mkdir(workDir, { recursive: true });
    const result = await runExperiment({ ...options, log, lab: patient, lease, progress, workDir, timeLeftMs, signal: stop.signal }, experiment, soFar);
    await reports.settle();
    own.say("info", null, `Ended: ${result.completion.verdict}`, true);
    result.completion.artifacts = await withLog(result.completion.artifacts);
    return await settle("completing", () => complete(lab, lease, result));
  } catch (error) {
    await reports.settle();
    const reason: unknown = stop.signal.aborted ? stop.signal.reason : error;
    const { stages } = progress.current();
    if (reason instanceof LeaseLostError) {
      log("warn", `experiment ${lease.id}: ${reason.message}`);
      return "lost";
    }
    if (reason instanceof ShutdownError) {
      own.say("info", progress.stage(), "The worker shuts down and gives the experiment back to the queue", true);
      return settle("releasing", () => releaseExperiment(lab, lease));
    }
    if (reason instanceof CancelledError) {
      log("info", `experiment ${lease.id}: cancelled in stage ${progress.stage()}`);
      const artifacts = await withLog(soFar.artifacts);
      return settle("cancelling", () => settleCancelled(lab, lease, { stages, artifacts }));
    }
    const failure = failureOf(reason, progress.stage());
    log("error", `experiment ${lease.id}: failed in stage ${failure.stage}: ${failure.reason}`);
    if (failure.detail !== null) own.quote("error", failure.stage, failure.detail);
    const artifacts = await withLog(soFar.artifacts);
    return settle("failing", () => failExperiment(lab, lease, { failure, stages, ...soFar, artifacts }));
  } finally {
    clearTimeout(limit);
    await own.close();
    shutdown.removeEventListener("abort", onShutdown);
    await letGo();
    await rm(workDir, { recursive: true, force: true });
  }
}

async function complete(lab: Lab, lease: Lease, { completion, finding }: RunResult): Promise<"completed" | "lost"> {
  const { outcome } = await completeExperiment(lab, lease, completion);
  if (outcome === "completed" && finding !== null) await recordAnalysis(lab, lease.id, { finding, analysedAt: lab.now().toISOString() });
  return outcome;
}
