import type { Artifact, StageTime } from "../experiment/schema.ts";
import { changeExperiment, holds, settledBy } from "./change-experiment.ts";
import type { Lab, Lease } from "./lab.ts";
import { cancelledRecord, count, freeFingerprint } from "./settle.ts";

/**
 * Ends a running experiment as cancelled, once its worker has stopped the work, and frees its plan.
 * @throws {StorageUnavailableError}
 */
export function settleCancelled(lab: Lab, lease: Lease, end: { stages: StageTime[]; artifacts: Artifact[] }): Promise<"cancelled" | "lost"> {
  return changeExperiment<"cancelled" | "lost">(lab, lease.id, (record) => {
    if (settledBy(record, lease, "cancelled")) return { value: "cancelled" };
    if (!holds(record, lease)) return { value: "lost" };
    return { value: "cancelled", next: cancelledRecord(lab, record, end), also: [count(lab, { verdict: "cancelled" }), ...freeFingerprint(lab, record)] };
  });
}
