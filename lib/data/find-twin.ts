import { z } from "zod";
import { fingerprintKey } from "./keys.ts";
import type { Lab } from "./lab.ts";

const ReservationSchema = z.object({ experimentId: z.string() });

/**
 * The experiment that has run, runs or waits to run the plan with this fingerprint; null when nobody has it. Failed and
 * cancelled experiments give theirs back.
 * @throws {StorageUnavailableError}
 */
export async function findTwin(lab: Lab, fingerprint: string): Promise<string | null> {
  const item = await lab.db.get(lab.tables.experiments, fingerprintKey(fingerprint));
  return item ? ReservationSchema.parse(item).experimentId : null;
}
