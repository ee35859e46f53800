import { enqueueExperiment } from "#lib/data/enqueue-experiment.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import { fingerprintOf } from "#lib/plan/fingerprint.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { buildExperiment, buildNewExperiment, buildPlan, buildSuite, TEST_DATA_NOTE } from "./builders.ts";
import { fillHistory } from "./fill-history.ts";
import { startLabBeside, type LabBeside } from "./start-lab-beside.ts";

const HOUR_MS = 3_600_000;

/** Plans that failed: `free` can run again, `taken` ran again already, as the experiment that waits in the queue. */
const FAILED_PLANS = { free: buildPlan({ base: { codec: "svt-av1", preset: 9, keyint: 77 } }), taken: buildPlan({ base: { codec: "svt-av1", preset: 9, keyint: 78 } }) } satisfies Record<string, Plan>;

/** Row 0 is the newest; every tenth is worse, the others save between 1 and 40 %. */
function rowOf(index: number, newest: number): Experiment {
  const worse = index % 10 === 0;
  const factor = worse ? 1.2 : 0.99 - (index % 40) / 100;
  return buildExperiment({
    id: `row-${String(index).padStart(3, "0")}`, createdAt: new Date(newest - index * HOUR_MS).toISOString(), rateFactors: [factor], fingerprint: null,
    hypothesis: `Row ${index} ${index % 7 === 0 ? "asks a question that takes more than one line of the table, as hypotheses of models usually do, " : ""}of ${index % 2 === 0 ? "even" : "odd"} number. (${TEST_DATA_NOTE})`,
    researcher: index % 3 === 0 ? { kind: "model", model: "long-history-model", note: TEST_DATA_NOTE } : { kind: "built-in", model: null, note: TEST_DATA_NOTE },
  });
}

function failedRow(name: keyof typeof FAILED_PLANS, createdAt: string): Experiment {
  const nothing = { verdict: "failed", headline: null, results: null, applied: null, resultDigest: null } as const;
  return buildExperiment({
    ...nothing, id: `failed-${name}`, createdAt, status: "failed", plan: FAILED_PLANS[name], fingerprint: fingerprintOf(FAILED_PLANS[name], buildSuite()), verdictReason: TEST_DATA_NOTE,
    hypothesis: `The plan that failed and is ${name}. (${TEST_DATA_NOTE})`, failure: { stage: "encode", reason: "The encoder ended.", detail: null }, seconds: 9,
  });
}

/**
 * A lab with more rows than a window or a page holds, and no worker.
 * @param storage variables of a lab that runs already
 * @param rows finished experiments beside those that failed or wait
 */
export function startLongLab(storage: Record<string, string>, rows: number): Promise<LabBeside> {
  return startLabBeside("long", storage, async (lab) => {
    const newest = lab.now().getTime() - 24 * HOUR_MS;
    const failed = (["free", "taken"] as const).map((name, index) => failedRow(name, new Date(newest + (index + 1) * HOUR_MS).toISOString()));
    await fillHistory(lab, [...failed, ...Array.from({ length: rows }, (_, index) => rowOf(index, newest))]);
    await enqueueExperiment(lab, buildNewExperiment({ plan: FAILED_PLANS.taken, hypothesis: "Runs the taken plan once more.", researcher: { kind: "person", model: null, note: TEST_DATA_NOTE } }));
  });
}
