import { z } from "zod";
import { INDEXES } from "./keys.ts";
import type { Lab } from "./lab.ts";
import { TrendSchema } from "./record.ts";

const RowSchema = z.object({ trend: TrendSchema });

/**
 * The finished experiment of a suite with the highest reduction among those that count for the best; null when there is none. One item
 * is read, whatever the length of the history.
 * @throws {StorageUnavailableError}
 */
export async function findBestOfSuite(lab: Lab, suiteId: string): Promise<{ id: string; reductionPercent: number } | null> {
  const { name, partition } = INDEXES.bestOfSuite;
  const { items } = await lab.db.query({ table: lab.tables.experiments, index: name, key: [[partition, "=", suiteId]], newestFirst: true, limit: 1 });
  const [top] = items.map((item) => RowSchema.parse(item).trend);
  return top && top.reductionPercent !== null ? { id: top.id, reductionPercent: top.reductionPercent } : null;
}
