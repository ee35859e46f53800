import type { Applied, Artifact, Evaluation, Failure, StageTime } from "../experiment/schema.ts";
import { changeExperiment, holds, settledBy } from "./change-experiment.ts";
import type { Lab, Lease } from "./lab.ts";
import { count, failedRecord, freeFingerprint } from "./settle.ts";

/**
 * Ends the experiment as failed, with the stage and the reason, and frees its plan for another try.
 * @throws {StorageUnavailableError}
 */
export function failExperiment(
  lab: Lab,
  lease: Lease,
  { failure, stages, applied, artifacts, evaluation = null }: { failure: Failure; stages: StageTime[]; applied: Applied | null; artifacts: Artifact[]; evaluation?: Evaluation | null },
): Promise<"failed" | "lost"> {
  return changeExperiment<"failed" | "lost">(lab, lease.id, (record) => {
    if (settledBy(record, lease, "failed")) return { value: "failed" };
    if (!holds(record, lease)) return { value: "lost" };
    return {
      value: "failed",
      next: { ...failedRecord(lab, record, failure, { stages }), applied, artifacts, evaluation },
      also: [count(lab, { verdict: "failed" }), ...freeFingerprint(lab, record)],
    };
  });
}
