import type { BdRate } from "../experiment/results-schema.ts";
import { bdRate, LOW_OVERLAP_PERCENT } from "../metrics/bd-rate.ts";
import { noiseFloorPercent } from "../metrics/noise-floor.ts";
import { IncomparableError } from "../metrics/rd-curve.ts";
import { pointsOn, type SharedClip } from "./common-clips.ts";
import type { ComparedPoint } from "./schema.ts";
import { differenceFloorPercent, meanSaving, type Saving } from "./significance.ts";
import { BASELINE, type Metric } from "./view.ts";

/** Metrics whose null means "not measured"; of the others it means infinite quality. */
const UNMEASURED: readonly Metric[] = ["vmaf", "vmafNeg"];

/**
 * BD-rate of two measured curves on one clip for a metric, or the named reason why there is none.
 * Negative percent: the test needs fewer bits than the anchor.
 */
export function bdRateOfPoints(anchor: readonly ComparedPoint[], test: readonly ComparedPoint[], metric: Metric): BdRate {
  if (UNMEASURED.includes(metric) && [...anchor, ...test].some((point) => point[metric] === null)) {
    return { status: "incomparable", code: "not-measured", reason: "the metric was not measured on every point of both" };
  }
  const curve = (points: readonly ComparedPoint[]) => points.map((point) => ({ rate: point.kbps, quality: point[metric] }));
  try {
    const { percent, overlapPercent } = bdRate(curve(anchor), curve(test));
    return { status: "ok", percent, overlapPercent, lowOverlap: overlapPercent < LOW_OVERLAP_PERCENT };
  } catch (error) {
    if (!(error instanceof IncomparableError)) throw error;
    return { status: "incomparable", code: error.code, reason: error.message };
  }
}

export interface ClipBd {
  sha256: string;
  title: string;
  bd: BdRate;
}

/** The mean over clips, or why there is none: as with headlines, one clip that cannot be compared takes the mean with it. */
export type MeanBd =
  | { status: "ok"; /** BD-rate, percent; negative is smaller. */ percent: number; saving: Saving; /** Clips with little overlap. */ lowOverlap: number }
  | { status: "incomparable"; reason: string; /** Clips with a number, of all. */ numbers: number; of: number };

/** One pair: the row's experiment as the test, the column's as the anchor. */
export interface MatrixCell {
  row: string;
  column: string;
  clips: ClipBd[];
  mean: MeanBd;
}

/** All ordered pairs of the keys (experiment ids and BASELINE), row by row, without the diagonal. */
export function bdMatrix(keys: readonly string[], clips: readonly SharedClip[], metric: Metric): MatrixCell[] {
  return keys.flatMap((row) => keys.filter((column) => column !== row).map((column) => pairOf(row, column, clips, metric)));
}

/** One pair on the clips that both have. */
export function pairOf(row: string, column: string, clips: readonly SharedClip[], metric: Metric): MatrixCell {
  const both = clips.flatMap((clip): ClipBd[] => {
    const test = pointsOn(clip, row);
    const anchor = pointsOn(clip, column);
    if (!test || !anchor) return [];
    return [{ sha256: clip.facts.sha256, title: clip.facts.title, bd: bdRateOfPoints(anchor, test, metric) }];
  });
  const floorOf = row === BASELINE || column === BASELINE ? noiseFloorPercent : differenceFloorPercent;
  return { row, column, clips: both, mean: meanOf(both, floorOf) };
}

function meanOf(clips: readonly ClipBd[], floorOf: (clips: number) => number): MeanBd {
  const ok = clips.flatMap(({ bd }) => (bd.status === "ok" ? [bd] : []));
  if (clips.length === 0) return { status: "incomparable", reason: "no clip was measured by both", numbers: 0, of: 0 };
  const failed = clips.flatMap(({ title, bd }) => (bd.status === "incomparable" ? [`${title}: ${bd.reason}`] : []));
  if (failed.length > 0) return { status: "incomparable", reason: failed.join(". "), numbers: ok.length, of: clips.length };
  const saving = meanSaving(ok.map(({ percent }) => -percent), floorOf);
  return { status: "ok", percent: -saving.percent, saving, lowOverlap: ok.filter(({ lowOverlap }) => lowOverlap).length };
}
