import { isDeepStrictEqual } from "node:util";
import type { Write } from "../aws/dynamodb.ts";
import type { Experiment } from "../experiment/schema.ts";
import { lineageKey } from "./keys.ts";
import type { Lab } from "./lab.ts";

/** Where a plan comes from, as it is stored with the experiment. */
export type Descent = Pick<Experiment, "lineage" | "novelty">;

/**
 * What keeps the edge from parent to child in step with the child's record: writes of the same transaction. A second
 * attempt may adopt another plan with another parent; the first one's edge then goes.
 */
export function moveEdge(lab: Lab, record: Pick<Experiment, "id" | "createdAt" | "lineage">, next: Experiment["lineage"]): Write[] {
  const table = lab.tables.experiments;
  const before = record.lineage && lineageKey(record.lineage.parentId, record);
  const after = next && lineageKey(next.parentId, record);
  if (isDeepStrictEqual(before, after)) return [];
  return [
    ...(before ? [{ kind: "delete" as const, table, key: before }] : []),
    ...(after ? [{ kind: "put" as const, table, item: { ...after, childId: record.id, createdAt: record.createdAt } }] : []),
  ];
}
