import { Check } from "lucide-react";
import { STAGES } from "#lib/experiment/names.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import { STAGE_TITLES, titleOf } from "#lib/format/describe-experiment.ts";
import { Card } from "../../ui/card.tsx";
import { cx } from "../../ui/cx.ts";
import { CancelButton } from "./cancel-button.tsx";
import { LiveProgress } from "./live-progress.tsx";

/** Where a queued or running experiment stands. */
export function StageStepper({ experiment }: { experiment: Experiment }) {
  const at = experiment.stage ? STAGES.indexOf(experiment.stage) : -1;
  return (
    <Card className="no-print p-4 sm:p-5">
      <div className="mb-4 flex items-center justify-between gap-4">
        <h2 className="text-sm font-semibold">{experiment.status === "queued" ? "In the queue" : "Running now"}</h2>
        <CancelButton id={experiment.id} requested={experiment.cancelRequested} name={titleOf(experiment)} />
      </div>
      <ol className="mb-4 grid grid-cols-4 gap-x-2 gap-y-3 sm:grid-cols-5 lg:grid-cols-10">
        {STAGES.map((stage, index) => {
          const state = index < at ? "done" : index === at ? "now" : "later";
          return (
            <li key={stage} aria-current={state === "now" ? "step" : undefined} className={cx("border-t-2 pt-1.5 text-xs", state === "done" ? "border-accent text-ink-2" : state === "now" ? "border-accent font-semibold text-accent" : "border-line text-ink-3")}>
              <span className="flex items-center gap-1">
                {state === "done" && <Check aria-label="done:" className="size-3 text-accent" />}
                {STAGE_TITLES[stage]}
              </span>
            </li>
          );
        })}
      </ol>
      <LiveProgress experiment={experiment} />
      <p aria-live="polite" className="sr-only">
        {experiment.stage ? `Stage ${STAGE_TITLES[experiment.stage]}` : "Waiting for a worker"}
      </p>
    </Card>
  );
}
