import { z } from "zod";
import type { CalibrationReply } from "../api/schema.ts";
import { calibrate, type Prediction } from "../research/calibration.ts";
import { ALL, INDEXES } from "./keys.ts";
import type { Lab } from "./lab.ts";
import { TrendSchema, type Trend } from "./record.ts";

/** Finished experiments that are read, the newest ones: one query, whatever the length of the history. */
export const CALIBRATION_ROWS = 200;

const RowSchema = z.object({ trend: TrendSchema });
const COMPARED = new Set<Trend["verdict"]>(["better", "worse", "inconclusive", "incomparable"]);

function predictionOf({ id, finishedAt, suiteId, verdict, reductionPercent, expected, researcher, unverified }: Trend): Prediction[] {
  if (!expected || !researcher || researcher.kind === "imported" || unverified || !COMPARED.has(verdict)) return [];
  const measuredPercent = verdict === "incomparable" ? null : reductionPercent;
  return [{ id, finishedAt, suiteId, researcher, predictedPercent: expected.reductionPercent, confidence: expected.confidence, verdict, measuredPercent }];
}

/**
 * Predictions of the newest 200 finished experiments against what was measured, oldest first, with a score for each
 * researcher. Failed, cancelled and imported ones are left out: they tested no prediction.
 * @throws {StorageUnavailableError}
 */
export async function readCalibration(lab: Lab): Promise<CalibrationReply> {
  const { name, partition } = INDEXES.finished;
  const { items } = await lab.db.query({ table: lab.tables.experiments, index: name, key: [[partition, "=", ALL]], newestFirst: true, limit: CALIBRATION_ROWS });
  const predictions = items.map((item) => RowSchema.parse(item).trend).reverse().flatMap(predictionOf);
  return { rowsRead: items.length, mostRows: CALIBRATION_ROWS, predictions, scores: calibrate(predictions) };
}
