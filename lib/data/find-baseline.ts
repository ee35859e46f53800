import type { Baseline } from "../experiment/schema.ts";
import { BaselineSchema } from "../experiment/schema.ts";
import { baselineKey } from "./keys.ts";
import type { Lab } from "./lab.ts";

/**
 * The measured HEVC curve of a clip. `settingsKey` names encoder build and settings, so that a curve measured otherwise
 * is never taken for this one.
 * @throws {StorageUnavailableError}
 */
export async function findBaseline(lab: Lab, { clipSha256, settingsKey }: { clipSha256: string; settingsKey: string }): Promise<Baseline | null> {
  const item = await lab.db.get(lab.tables.baselines, baselineKey(clipSha256, settingsKey));
  return item ? BaselineSchema.parse(item) : null;
}
