import type { CalibrationReply } from "#lib/api/schema.ts";
import { predictorKey } from "#lib/research/calibration.ts";

export type PredictionItem = CalibrationReply["predictions"][number];
export interface CalibrationPoint extends PredictionItem {
  measuredPercent: number;
  /** Where the dot is drawn: both held at the axes' floor. */
  x: number;
  y: number;
}
export interface CalibrationGroup {
  key: string;
  researcher: PredictionItem["researcher"];
  /** Which of the marks it is drawn with: shape and colour. */
  mark: number;
  points: CalibrationPoint[];
}

/** The axes end here: one run of -900 % must not press all others into a corner. */
export const CALIBRATION_FLOOR = -100;
/** Marks that there are; with more researchers they repeat, and the table tells them apart. */
export const MARKS = 5;

const held = (percent: number): number => Math.max(CALIBRATION_FLOOR, percent);

/** Measured predictions by researcher, in the order of the scores, so that each keeps its mark. */
export function calibrationGroups({ predictions, scores }: Pick<CalibrationReply, "predictions" | "scores">): CalibrationGroup[] {
  return scores.map(({ researcher }, index) => {
    const key = predictorKey(researcher);
    const points = predictions.flatMap((prediction): CalibrationPoint[] => {
      const { measuredPercent, predictedPercent } = prediction;
      return measuredPercent === null || predictorKey(prediction.researcher) !== key ? [] : [{ ...prediction, measuredPercent, x: held(predictedPercent), y: held(measuredPercent) }];
    });
    return { key, researcher, mark: index % MARKS, points };
  });
}

/** Both axes' common ends, multiples of 20 around all points and zero, and their ticks. */
export function calibrationAxis(groups: readonly CalibrationGroup[]): { domain: [number, number]; ticks: number[] } {
  const values = groups.flatMap(({ points }) => points.flatMap(({ x, y }) => [x, y]));
  const from = Math.floor(Math.min(0, ...values) / 20) * 20;
  const to = Math.max(20, Math.ceil(Math.max(0, ...values) / 20) * 20);
  return { domain: [from, to], ticks: Array.from({ length: (to - from) / 20 + 1 }, (_, index) => from + index * 20) };
}
