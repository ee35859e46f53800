import { Ban, CheckCircle2, CircleX, Clock, LoaderCircle } from "lucide-react";
import type { ExperimentSummary, Status } from "#lib/experiment/schema.ts";
import { cx } from "../ui/cx.ts";

const LOOKS: Record<Status, { icon: typeof Clock; tone: string; label: string }> = {
  queued: { icon: Clock, tone: "text-ink-3", label: "Queued" },
  running: { icon: LoaderCircle, tone: "text-accent", label: "Running" },
  completed: { icon: CheckCircle2, tone: "text-ink-2", label: "Completed" },
  failed: { icon: CircleX, tone: "text-bad", label: "Failed" },
  cancelled: { icon: Ban, tone: "text-ink-3", label: "Cancelled" },
};

/** The status as icon and word. */
export function StatusPill({ experiment }: { experiment: Pick<ExperimentSummary, "status" | "cancelRequested"> }) {
  const { icon: Icon, tone, label } = LOOKS[experiment.status];
  const ending = experiment.status === "running" && experiment.cancelRequested;
  return (
    <span className={cx("inline-flex items-center gap-1.5 text-xs font-medium whitespace-nowrap", tone)}>
      <Icon aria-hidden className={cx("size-3.5 shrink-0", experiment.status === "running" && "animate-spin")} />
      {ending ? "Cancelling" : label}
    </span>
  );
}
