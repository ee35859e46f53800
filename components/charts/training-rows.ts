export interface LossCurve {
  crf: number;
  lossCurve: readonly { step: number; loss: number }[];
}

/** A row of the chart: the step, and the loss of each rung under the name of its CRF. */
export type TrainingRow = { step: number } & Record<`crf${number}`, number>;

/** Joins the curves of the rungs by step; a rung whose training ended earlier has no value there. */
export function trainingRows(curves: readonly LossCurve[]): TrainingRow[] {
  const rows = new Map<number, TrainingRow>();
  for (const { crf, lossCurve } of curves) {
    for (const { step, loss } of lossCurve) rows.set(step, { ...(rows.get(step) ?? { step }), [`crf${crf}`]: loss } as TrainingRow);
  }
  return [...rows.values()].sort((a, b) => a.step - b.step);
}
