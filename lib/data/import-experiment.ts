import type { Experiment } from "../experiment/schema.ts";
import { ExperimentSchema } from "../experiment/schema.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { StorageUnavailableError } from "../errors.ts";
import { isActive } from "../experiment/is-active.ts";
import { findTwin } from "./find-twin.ts";
import { experimentKey } from "./keys.ts";
import type { Lab } from "./lab.ts";
import { toItem } from "./record.ts";
import { addResult, readResult } from "./result-twins.ts";
import { count, reserveFingerprint } from "./settle.ts";
import { noteUnfolded } from "./unfolded.ts";

const ROUNDS = 8;
/** Identical ones that a record and its row name, the newest; its page reads all. Hundreds of them in every row would make pages dear. */
const NAMED_TWINS = 20;

/**
 * Stores a finished experiment from elsewhere with everything that finishing here would have done: counters, indexes,
 * fingerprint of a completed one (unless another has it) and identical results.
 * @throws {TypeError} for an experiment that has not finished.
 * @throws {StorageUnavailableError}
 */
export async function importExperiment(lab: Lab, imported: Experiment): Promise<"imported" | "exists"> {
  const experiment = ExperimentSchema.parse(imported);
  const { id, verdict, resultDigest, fingerprint, status } = experiment;
  if (verdict === null || experiment.finishedAt === null || isActive(experiment)) {
    throw new TypeError(`Only finished experiments are imported; ${id} is ${status}.`);
  }
  const table = lab.tables.experiments;
  for (let round = 1; round <= ROUNDS; round += 1) {
    if (await lab.db.get(table, experimentKey(id))) return "exists";
    const seen = resultDigest === null ? null : await readResult(lab, resultDigest);
    const free = fingerprint !== null && status === "completed" && (await findTwin(lab, fingerprint)) === null;
    const item = toItem({ ...experiment, identicalTo: seen?.experimentIds.slice(-NAMED_TWINS) ?? [], revision: 0, releases: 0, claimId: null, changedAt: lab.now().toISOString() });
    const written = await lab.db.write(
      { kind: "put", table, item, condition: { all: [["pk", "absent"]] } },
      count(lab, { created: true, verdict }),
      ...noteUnfolded(lab, null, experiment),
      ...(resultDigest !== null && seen ? addResult(lab, resultDigest, id, seen) : []),
      ...(free ? [reserveFingerprint(lab, fingerprint, id)] : []),
    );
    if (written) return "imported";
    await sleep(Math.random() * 10 * round);
  }
  throw new StorageUnavailableError("dynamodb", `import of ${id}`, new Error(`others were faster ${ROUNDS} times in a row`));
}
