import type { Reasoning } from "../experiment/schema.ts";
import { reasoningKey } from "./keys.ts";
import type { Lab } from "./lab.ts";

/**
 * Stores one call of the researcher. Storing the same call twice is harmless.
 * @throws {StorageUnavailableError}
 */
export async function saveReasoning(lab: Lab, reasoning: Reasoning): Promise<void> {
  const { experimentId, createdAt, kind, sequence } = reasoning;
  await lab.db.write({ kind: "put", table: lab.tables.reasoning, item: { ...reasoningKey(experimentId, createdAt, kind, sequence), ...reasoning } });
}
