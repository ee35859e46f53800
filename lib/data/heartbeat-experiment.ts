import { changeExperiment, holds } from "./change-experiment.ts";
import type { Lab, Lease } from "./lab.ts";

/** How a running attempt stands: its lease holds, is lost (stop at once, write nothing), or a person wants it to stop. */
export type Standing = "held" | "lost" | "cancel-requested";

/**
 * Extends the lease by `leaseSeconds` from now.
 * @throws {StorageUnavailableError}
 */
export function heartbeatExperiment(lab: Lab, lease: Lease, leaseSeconds: number): Promise<Standing> {
  return changeExperiment<Standing>(lab, lease.id, (record) => {
    if (!holds(record, lease)) return { value: "lost" };
    const leaseExpiresAt = new Date(lab.now().getTime() + leaseSeconds * 1000).toISOString();
    return { value: record.cancelRequested ? "cancel-requested" : "held", next: { ...record, leaseExpiresAt } };
  });
}
