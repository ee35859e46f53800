import type { Researcher } from "../experiment/schema.ts";
import type { Method } from "../plan/method.ts";
import type { Expected, Plan } from "../plan/schema.ts";
import { changeExperiment, holds } from "./change-experiment.ts";
import { findTwin } from "./find-twin.ts";
import type { Lab, Lease } from "./lab.ts";
import { moveEdge, type Descent } from "./lineage-edge.ts";
import { freeFingerprint, reserveFingerprint } from "./settle.ts";

/** Without a descent the plan is a first one. */
export interface AdoptedPlan extends Partial<Descent> {
  plan: Plan;
  fingerprint: string;
  method: Method;
  hypothesis: string | null;
  why: string | null;
  expected: Expected | null;
  researcher: Researcher;
}
export type Adoption = { outcome: "adopted" } | { outcome: "twin"; twinId: string } | { outcome: "lost" };

/**
 * Stores the plan that the researcher proposed, with where it comes from, and reserves its fingerprint in the same
 * transaction. A second attempt may adopt the plan of the first one again, or another one, which frees the first one's.
 * @throws {StorageUnavailableError}
 */
export function adoptPlan(lab: Lab, lease: Lease, adopted: AdoptedPlan): Promise<Adoption> {
  return changeExperiment<Adoption>(lab, lease.id, async (record) => {
    if (!holds(record, lease)) return { value: { outcome: "lost" } };
    const twinId = await findTwin(lab, adopted.fingerprint);
    if (twinId !== null && twinId !== record.id) return { value: { outcome: "twin", twinId } };
    return {
      value: { outcome: "adopted" },
      next: { ...record, lineage: null, novelty: null, ...adopted },
      also: [
        ...moveEdge(lab, record, adopted.lineage ?? null),
        reserveFingerprint(lab, adopted.fingerprint, record.id),
        ...(record.fingerprint === adopted.fingerprint ? [] : freeFingerprint(lab, record)),
      ],
    };
  });
}
