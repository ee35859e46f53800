import { changeExperiment, holds } from "./change-experiment.ts";
import type { Lab, Lease } from "./lab.ts";
import { cancelledRecord, count, freeFingerprint } from "./settle.ts";

/**
 * Gives a running experiment back to the queue at once, for a worker that shuts down in good order: the attempt does not
 * count. One whose cancellation was requested in the meantime ends there.
 * @throws {StorageUnavailableError}
 */
export function releaseExperiment(lab: Lab, lease: Lease): Promise<"released" | "lost"> {
  return changeExperiment<"released" | "lost">(lab, lease.id, (record) => {
    if (!holds(record, lease)) return { value: "lost" };
    if (record.cancelRequested) {
      return { value: "released", next: cancelledRecord(lab, record, record), also: [count(lab, { verdict: "cancelled" }), ...freeFingerprint(lab, record)] };
    }
    return {
      value: "released",
      next: {
        ...record,
        status: "queued", owner: null, leaseExpiresAt: null, releases: record.releases + 1,
        startedAt: null, stage: null, progress: null, stages: [],
      },
    };
  });
}
