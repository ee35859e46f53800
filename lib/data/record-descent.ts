import { changeExperiment, holds } from "./change-experiment.ts";
import type { Lab, Lease } from "./lab.ts";
import { moveEdge, type Descent } from "./lineage-edge.ts";

/**
 * Stores where the plan of a running experiment comes from, for plans that came with the launch; with an adopted plan it is
 * stored in the same transaction.
 * @returns false when the lease was lost
 * @throws {StorageUnavailableError}
 */
export function recordDescent(lab: Lab, lease: Lease, descent: Descent): Promise<boolean> {
  return changeExperiment<boolean>(lab, lease.id, (record) =>
    holds(record, lease) ? { value: true, next: { ...record, ...descent }, also: moveEdge(lab, record, descent.lineage) } : { value: false });
}
