import type { Baseline } from "../experiment/schema.ts";
import { baselineKey } from "./keys.ts";
import type { Lab } from "./lab.ts";

/**
 * Keeps a measured curve for later experiments.
 * @throws {StorageUnavailableError}
 */
export async function storeBaseline(lab: Lab, settingsKey: string, baseline: Baseline): Promise<void> {
  await lab.db.write({ kind: "put", table: lab.tables.baselines, item: { ...baselineKey(baseline.clipSha256, settingsKey), settingsKey, ...baseline } });
}
