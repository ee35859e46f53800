import { type Champion, ChampionSchema } from "../experiment/champion.ts";
import { championKey, CHAMPIONS } from "./keys.ts";
import type { Lab } from "./lab.ts";

/** Suites whose champions are read; the lab has a handful. */
const SUITES = 50;

/**
 * Who holds the title of a suite, strongly consistent; null when nobody does.
 * @throws {StorageUnavailableError}
 */
export async function findChampion(lab: Lab, suiteId: string): Promise<Champion | null> {
  const item = await lab.db.get(lab.tables.experiments, championKey(suiteId));
  return item ? ChampionSchema.parse(item) : null;
}

/**
 * The champions of all suites, the one with the most on held-out clips first; of equals the older one.
 * @throws {StorageUnavailableError}
 */
export async function listChampions(lab: Lab): Promise<Champion[]> {
  const { items } = await lab.db.query({ table: lab.tables.experiments, key: [["pk", "=", CHAMPIONS]], limit: SUITES });
  return items.map((item) => ChampionSchema.parse(item)).sort((a, b) => b.heldOutPercent - a.heldOutPercent || (a.since < b.since ? -1 : 1));
}
