import type { Write } from "../aws/dynamodb.ts";
import { decideChampion } from "../experiment/champion.ts";
import type { Evaluation, Experiment, Headline } from "../experiment/schema.ts";
import { findChampion } from "./find-champion.ts";
import { championKey } from "./keys.ts";
import type { Lab } from "./lab.ts";

/**
 * Decides about the title of a new best against the champion of this moment. The write of a new champion succeeds only while that one
 * still reigns: of two that were measured at once, the second finds its condition lost, reads the first, and decides again.
 * @param evaluation with `champion` set for a new best, as provisional; otherwise nothing is asked
 */
export async function settleChampion(lab: Lab, { id, suite }: Pick<Experiment, "id" | "suite">, evaluation: Evaluation, headline: Headline): Promise<{ evaluation: Evaluation; also: Write[] }> {
  const { champion: asked, validation } = evaluation;
  if (!asked) return { evaluation, also: [] };
  const reigning = await findChampion(lab, suite.id);
  if (validation?.outcome !== "measured") return { evaluation: { ...evaluation, champion: { ...asked, previousId: reigning?.id ?? null } }, also: [] };
  const { record, champion } = decideChampion({ id, suite, headline, validation, now: lab.now().toISOString() }, reigning);
  return {
    evaluation: { ...evaluation, champion: record },
    also: champion === null ? [] : [{
      kind: "put", table: lab.tables.experiments, item: { ...championKey(suite.id), ...champion },
      condition: { all: [reigning ? ["id", "=", reigning.id] : ["pk", "absent"]] },
    }],
  };
}
