import type { Experiment, Screen } from "#lib/experiment/schema.ts";
import { sizeText } from "./wording.ts";

/** The screening that ended the experiment; null when it went on. */
export function endedBy({ status, evaluation }: Pick<Experiment, "status" | "evaluation">): Screen | null {
  return status === "completed" && evaluation?.screen?.outcome === "hopeless" ? evaluation.screen : null;
}

/** What two rungs on one clip said. Nothing is found of the suite. */
export function screenedText({ expected }: Pick<Experiment, "expected">, { clipId, rungs }: Screen): string {
  const each = rungs.flatMap(({ point, reductionPercent }) => (reductionPercent === null ? [] : [`at CRF ${point.crf} the bitstream came out ${sizeText(reductionPercent)} than the HEVC baseline at equal PSNR-YUV`]));
  const predicted = expected ? ` Predicted was ${sizeText(expected.reductionPercent)}.` : "";
  return `The plan was stopped at the screening, so the suite was not measured. On ${clipId}, ${each.join(", and ")}.${predicted}`;
}

export const SCREENED_CAUSE = "Two rungs on one clip tell that the plan loses and not why: without the suite there are no clips to hold beside each other.";
