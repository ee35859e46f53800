import { isActive } from "../experiment/is-active.ts";
import { changeExperiment } from "./change-experiment.ts";
import type { Lab } from "./lab.ts";
import { cancelledRecord, count, freeFingerprint } from "./settle.ts";

export interface Cancellation {
  outcome: "cancelled" | "requested" | "already-finished" | "unknown";
}

/**
 * Cancels: a queued experiment at once, and so one whose worker is gone (its lease ran out); a running one is flagged, and
 * its worker stops at the next heartbeat.
 * @throws {StorageUnavailableError}
 */
export function cancelExperiment(lab: Lab, id: string): Promise<Cancellation> {
  return changeExperiment<Cancellation>(lab, id, (record) => {
    if (!record) return { value: { outcome: "unknown" } };
    if (!isActive(record)) return { value: { outcome: "already-finished" } };
    const held = record.status === "running" && record.leaseExpiresAt !== null && record.leaseExpiresAt > lab.now().toISOString();
    if (held) return { value: { outcome: "requested" }, next: { ...record, cancelRequested: true } };
    return {
      value: { outcome: "cancelled" },
      // The owner goes, so that a worker that comes back finds its lease lost.
      next: { ...cancelledRecord(lab, record, record), owner: null },
      also: [count(lab, { verdict: "cancelled" }), ...freeFingerprint(lab, record)],
    };
  });
}
