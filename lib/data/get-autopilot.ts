import type { Autopilot } from "../autopilot/schema.ts";
import { AutopilotSchema } from "../autopilot/schema.ts";
import { AUTOPILOT_KEY } from "./keys.ts";
import type { Lab } from "./lab.ts";

/** The autopilot as it stands, strongly consistent; null when it was never started. @throws {StorageUnavailableError} */
export async function getAutopilot(lab: Lab): Promise<Autopilot | null> {
  const item = await lab.db.get(lab.tables.experiments, AUTOPILOT_KEY);
  return item ? AutopilotSchema.parse(item) : null;
}
