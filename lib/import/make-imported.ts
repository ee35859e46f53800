import { createHash } from "node:crypto";
import type { Experiment, Imported, Status } from "../experiment/schema.ts";
import { canonicalJson } from "../plan/fingerprint.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Letters, digits and dashes of a foreign id, for an address that a person can recognise. */
const slugOf = (text: string): string => text.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "").slice(0, 40);

/** The same record of the same lab always gets the same id, so that importing it again finds it. */
export function importedId(source: Imported["source"], originalId: string, content: unknown): string {
  const slug = slugOf(originalId);
  return `imp-${slug === "" ? "" : `${slug}-`}${sha256(canonicalJson([source, originalId, content])).slice(0, 16)}`;
}

/** Two imported records with this digest have the same result. It never meets the digest of a result that was measured here. */
export function importedDigest(numbers: unknown): string {
  return sha256(`imported ${canonicalJson(numbers)}`);
}

/** What every imported record has in common: it has ended, and nothing of it is verified. Its plan stays free to be run here. */
export function importedRecord(
  fields: Pick<Experiment, "id" | "createdAt" | "finishedAt" | "suite" | "headline" | "resultDigest" | "verdictReason" | "failure"> & Partial<Experiment> & { status: Extract<Status, "completed" | "failed" | "cancelled">; imported: Imported; note: string },
): Experiment {
  const { note, ...own } = fields;
  return {
    parentId: null, screening: true, plan: null, method: null, hypothesis: null, why: null, expected: null,
    stage: null, progress: null, stages: [], owner: null, attempt: 0, leaseExpiresAt: null, cancelRequested: false, startedAt: null, runtimeMs: null,
    applied: null, results: null, artifacts: [], identicalTo: [], evaluation: null, lineage: null, novelty: null, analysedAt: null, finding: null,
    ...own,
    // A reserved fingerprint would keep the lab from ever measuring the plan itself.
    fingerprint: null, origin: "imported", researcher: { kind: "imported", model: null, note }, verdict: "unverified",
  };
}
