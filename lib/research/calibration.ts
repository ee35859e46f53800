import { z } from "zod";
import { ResearcherSchema, VerdictSchema } from "../experiment/schema.ts";

/** Fewer measured predictions than this say nothing about a researcher. */
export const FEWEST_PREDICTIONS = 3;
/** Bins of the confidence, each a fifth wide. */
const BINS = 5;

/** A prediction with what came of it. */
export const PredictionSchema = z.object({
  id: z.string(),
  finishedAt: z.string(),
  suiteId: z.string(),
  researcher: ResearcherSchema.pick({ kind: true, model: true }),
  /** Reductions in percent; positive is smaller. */
  predictedPercent: z.number(),
  /** Stated probability of beating the baseline, 0 to 1. */
  confidence: z.number(),
  verdict: VerdictSchema,
  /** null where the experiment could not be compared: no error, but not better either. */
  measuredPercent: z.number().nullable(),
});
export type Prediction = z.infer<typeof PredictionSchema>;

export const CalibrationScoreSchema = z.object({
  researcher: ResearcherSchema.pick({ kind: true, model: true }),
  /** Predictions with a measured reduction. */
  n: z.int(),
  /** Mean of |measured - predicted| over those, percentage points; null without any. */
  meanAbsoluteError: z.number().nullable(),
  /** Mean of measured - predicted, percentage points: positive when things come out better than predicted. */
  bias: z.number().nullable(),
  /** Predictions that ended in a comparison with the baseline, incomparable ones included: what the Brier score is over. */
  judged: z.int(),
  /** Share of those with the verdict better, 0 to 1. */
  baseRate: z.number(),
  /** Mean of (confidence - outcome)^2, 0 to 1, lower is better (Brier 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2). */
  brier: z.number(),
  /** Brier score of always saying the base rate, baseRate x (1 - baseRate): known only afterwards, so hard to beat. */
  brierOfBaseRate: z.number(),
  /** Reliability: how often it was better where the confidence lay in [from, to); the last bin holds 1. Empty bins are left out. */
  bins: z.array(z.object({ from: z.number(), to: z.number(), n: z.int(), meanConfidence: z.number(), shareBetter: z.number() })),
});
export type CalibrationScore = z.infer<typeof CalibrationScoreSchema>;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const outcomeOf = ({ verdict }: Prediction): number => (verdict === "better" ? 1 : 0);

function binsOf(predictions: readonly Prediction[]): CalibrationScore["bins"] {
  return Array.from({ length: BINS }, (_, bin) => {
    const inside = predictions.filter(({ confidence }) => Math.min(Math.floor(confidence * BINS + 1e-9), BINS - 1) === bin);
    return { from: bin / BINS, to: (bin + 1) / BINS, n: inside.length, meanConfidence: inside.length > 0 ? mean(inside.map(({ confidence }) => confidence)) : 0, shareBetter: inside.length > 0 ? mean(inside.map(outcomeOf)) : 0 };
  }).filter(({ n }) => n > 0);
}

function scoreOf(researcher: CalibrationScore["researcher"], predictions: readonly Prediction[]): CalibrationScore {
  const errors = predictions.flatMap(({ measuredPercent, predictedPercent }) => (measuredPercent === null ? [] : [measuredPercent - predictedPercent]));
  const baseRate = mean(predictions.map(outcomeOf));
  return {
    researcher, n: errors.length,
    meanAbsoluteError: errors.length > 0 ? mean(errors.map(Math.abs)) : null,
    bias: errors.length > 0 ? mean(errors) : null,
    judged: predictions.length, baseRate,
    brier: mean(predictions.map((prediction) => (prediction.confidence - outcomeOf(prediction)) ** 2)),
    brierOfBaseRate: baseRate * (1 - baseRate),
    bins: binsOf(predictions),
  };
}

/** Who predicted, as one key: each model on its own, the built-in planner, all persons together. */
export const predictorKey = ({ kind, model }: CalibrationScore["researcher"]): string => (kind === "model" ? `model ${model ?? ""}` : kind);

/** How well each researcher's predictions held, the one with the most first. */
export function calibrate(predictions: readonly Prediction[]): CalibrationScore[] {
  const groups = new Map<string, Prediction[]>();
  for (const prediction of predictions) {
    const key = predictorKey(prediction.researcher);
    groups.set(key, [...(groups.get(key) ?? []), prediction]);
  }
  return [...groups.values()]
    .flatMap((group) => (group[0] ? [scoreOf(group[0].researcher, group)] : []))
    .sort((a, b) => b.judged - a.judged || (predictorKey(a.researcher) < predictorKey(b.researcher) ? -1 : 1));
}
