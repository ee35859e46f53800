import { isStoppedAtScreening } from "../format/describe-evaluation.ts";
import type { Compared } from "./schema.ts";

/** Why an experiment stands in a comparison without numbers of its own; null when it has them. */
export function whyNoNumbers(experiment: Compared): string | null {
  const { clips, status, failure, origin, verdict } = experiment;
  if (clips.length > 0) return null;
  if (status === "queued") return "It waits for a worker; its numbers appear here when it has run.";
  if (status === "running") return "It is running; its numbers appear here when it has finished.";
  if (status === "failed") return failure ? `It failed${failure.stage ? ` in stage ${failure.stage}` : ""}: ${failure.reason}` : "It failed, and no reason is on record.";
  if (status === "cancelled") return "It was cancelled before it had a result.";
  if (isStoppedAtScreening(experiment)) return "It was stopped at screening: two rungs on one clip left it no chance, and the suite was not measured.";
  if (origin === "imported" || verdict === "unverified") return "It is an imported record: its claim was never measured here, so there are no curves.";
  return "No measured points are on its record.";
}
