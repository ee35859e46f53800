import { LIVE_SECONDS } from "../log/limits.ts";
import type { LogLine } from "../log/schema.ts";
import { EXPIRES_AT, logPartition, logSort } from "./keys.ts";
import type { Lab, Lease } from "./lab.ts";

/**
 * Stores some lines of an attempt's log. The attempt is a part of the key, so that a worker that lost its lease cannot write among the lines
 * of the one that has it now; storing the same chunk twice is harmless.
 * @param chunk counts the chunks of the attempt, from 0
 * @throws {StorageUnavailableError}
 */
export async function appendLog(lab: Lab, { id, attempt }: Pick<Lease, "id" | "attempt">, chunk: number, lines: readonly LogLine[]): Promise<void> {
  const expiry = Math.floor(lab.now().getTime() / 1000) + LIVE_SECONDS;
  await lab.db.write({ kind: "put", table: lab.tables.experiments, item: { pk: logPartition(id), sk: logSort(attempt, chunk), lines: [...lines], [EXPIRES_AT]: expiry } });
}
