import type { Suite } from "#lib/clips/schema.ts";
import { importExperiment } from "#lib/data/import-experiment.ts";
import { createLab } from "#lib/data/lab.ts";
import { readEnv } from "#lib/env.ts";
import { buildExperiment, buildPlan, buildSuite, TEST_DATA_NOTE } from "./builders.ts";

/** An experiment on two clips of `quick` and one of `full`, so that comparisons have clips to leave out. Twice adds nothing. */
export async function seedMixedSuite(variables: Record<string, string>): Promise<string> {
  const [meadow, tower] = buildSuite("quick").clips;
  const other = buildSuite("full").clips.find(({ kind }) => kind === "scene");
  const suite: Suite = { id: "compare-mixed", title: "Mixed", description: TEST_DATA_NOTE, clips: [meadow!, tower!, other!] };
  const id = "compare-mixed-suite";
  await importExperiment(
    createLab(readEnv(variables)),
    buildExperiment({ id, createdAt: "2026-01-01T10:00:00.000Z", suite, plan: buildPlan({ base: { codec: "vp9", cpuUsed: 3 } }), rateFactors: [0.98, 0.97, 1.1], label: id, hypothesis: `Two clips of one suite and one of another. (${TEST_DATA_NOTE})` }),
  );
  return id;
}
