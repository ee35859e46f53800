import type { Progress, Stage, StageTime } from "../experiment/schema.ts";
import { changeExperiment, holds } from "./change-experiment.ts";
import type { Standing } from "./heartbeat-experiment.ts";
import type { Lab, Lease } from "./lab.ts";

/**
 * Stores the stage and how far it is. Does not extend the lease.
 * @throws {StorageUnavailableError}
 */
export function reportProgress(lab: Lab, lease: Lease, report: { stage: Stage; progress: Progress; stages: StageTime[] }): Promise<Standing> {
  return changeExperiment<Standing>(lab, lease.id, (record) => {
    if (!holds(record, lease)) return { value: "lost" };
    const { stage, progress, stages } = report;
    return { value: record.cancelRequested ? "cancel-requested" : "held", next: { ...record, stage, progress, stages } };
  });
}
