import type { OverviewReply } from "#lib/api/schema.ts";

export type TrendItem = OverviewReply["trend"][number];
export interface TrendPoint extends TrendItem {
  /** Place in the trend, from 1. */
  order: number;
  /** Where the dot is drawn: the reduction, held at the axis' floor; null without a number. */
  plotted: number | null;
  belowFloor: boolean;
}

/** The axis ends here: one run of -900 % must not press all others into a line. */
export const TREND_FLOOR = -100;

export function toTrendPoints(trend: readonly TrendItem[]): TrendPoint[] {
  return trend.map((item, index) => {
    const belowFloor = item.reductionPercent !== null && item.reductionPercent < TREND_FLOOR;
    return { ...item, order: index + 1, plotted: belowFloor ? TREND_FLOOR : item.reductionPercent, belowFloor };
  });
}

/** Lower end of the axis: the next multiple of 25 below the lowest dot, never above -25 nor below the floor. */
export function trendMinimum(points: readonly TrendPoint[]): number {
  const lowest = Math.min(0, ...points.map((point) => point.plotted ?? 0));
  return Math.max(TREND_FLOOR, Math.min(-25, Math.floor(lowest / 25) * 25));
}
