import { z } from "zod";
import type { Write } from "../aws/dynamodb.ts";
import { identicalWarningKey, resultKey } from "./keys.ts";
import type { Lab } from "./lab.ts";

/** Ids that are named; the count goes on. Keeps the item far below DynamoDB's 400 KB. */
const NAMED = 200;

const ResultSchema = z.object({ count: z.int(), experimentIds: z.array(z.string()) });
export type ResultTwins = z.infer<typeof ResultSchema>;

/** The experiments that had this result so far. */
export async function readResult(lab: Lab, digest: string): Promise<ResultTwins> {
  const item = await lab.db.get(lab.tables.experiments, resultKey(digest));
  return item ? ResultSchema.parse(item) : { count: 0, experimentIds: [] };
}

/**
 * Records one more experiment with this result, and from the second one on the dashboard's warning. The writes fail when
 * another experiment with the same result was recorded since `seen` was read: of two that finish at once, one reads the other.
 */
export function addResult(lab: Lab, digest: string, experimentId: string, seen: ResultTwins): Write[] {
  const table = lab.tables.experiments;
  const twins = { digest, count: seen.count + 1, experimentIds: [...seen.experimentIds, experimentId].slice(-NAMED) };
  return [
    {
      kind: "put", table, item: { ...resultKey(digest), ...twins },
      condition: seen.count === 0 ? { all: [["pk", "absent"]] } : { all: [["count", "=", seen.count]] },
    },
    ...(twins.count < 2 ? [] : [{ kind: "put" as const, table, item: { ...identicalWarningKey(digest), ...twins } }]),
  ];
}
