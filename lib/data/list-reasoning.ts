import type { Reasoning } from "../experiment/schema.ts";
import { ReasoningSchema } from "../experiment/schema.ts";
import { reasoningPartition } from "./keys.ts";
import type { Lab } from "./lab.ts";

/** Calls shown for one experiment; attempts times tries stays far below. */
const CALLS = 200;

/**
 * The calls of one experiment, oldest first.
 * @throws {StorageUnavailableError}
 */
export async function listReasoning(lab: Lab, experimentId: string): Promise<Reasoning[]> {
  const { items } = await lab.db.query({
    table: lab.tables.reasoning,
    key: [["pk", "=", reasoningPartition(experimentId)]],
    limit: CALLS,
    consistent: true,
  });
  return items.map((item) => ReasoningSchema.parse(item));
}
