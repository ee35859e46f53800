import { changeExperiment } from "./change-experiment.ts";
import type { Lab } from "./lab.ts";

/**
 * Marks an experiment as analysed, with the finding for its row in the history. Once: the first one wins.
 * @returns whether this call did it; false for an unknown id or one that was analysed before.
 * @throws {StorageUnavailableError}
 */
export function recordAnalysis(lab: Lab, id: string, { finding, analysedAt }: { finding: string; analysedAt: string }): Promise<boolean> {
  return changeExperiment(lab, id, (record) =>
    record && record.analysedAt === null ? { value: true, next: { ...record, finding, analysedAt } } : { value: false },
  );
}
