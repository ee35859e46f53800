import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { STAGE_TITLES } from "#lib/format/describe-experiment.ts";
import { formatEta } from "#lib/format/format-time.ts";
import { ProgressBar } from "../../ui/progress-bar.tsx";

type Live = Pick<ExperimentSummary, "status" | "stage" | "progress" | "cancelRequested" | "attempt">;

/** What an active experiment is doing: bar, stage, message and time left. */
export function LiveProgress({ experiment }: { experiment: Live }) {
  const { status, stage, progress, cancelRequested, attempt } = experiment;
  if (status === "queued") {
    return (
      <div className="min-w-40">
        <ProgressBar fraction={0} label="Waiting for a worker" className="opacity-60" />
        <p className="mt-1 text-xs text-ink-3">{attempt > 0 ? `Waiting for a worker (attempt ${attempt + 1})` : "Waiting for a worker"}</p>
      </div>
    );
  }
  const title = stage ? STAGE_TITLES[stage] : "Starting";
  return (
    <div className="min-w-40">
      <ProgressBar fraction={progress?.fraction ?? null} label={`Progress, stage ${title}`} />
      <p className="num mt-1 flex flex-wrap justify-between gap-x-3 text-xs text-ink-3">
        <span className="min-w-0">
          <span className="font-medium text-ink-2">{cancelRequested ? "Cancelling" : title}</span>
          {progress?.message && <span className="[overflow-wrap:anywhere]"> · {progress.message}</span>}
        </span>
        <span className="whitespace-nowrap">
          {progress && `${Math.round(progress.fraction * 100)} %`}
          {progress && progress.etaSeconds !== null && ` · ${formatEta(progress.etaSeconds)}`}
        </span>
      </p>
    </div>
  );
}
