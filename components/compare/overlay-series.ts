import { type SharedClip, pointsOn } from "#lib/compare/common-clips.ts";
import type { Metric } from "#lib/compare/view.ts";
import { BASELINE } from "#lib/compare/view.ts";

export interface OverlayDot {
  key: string;
  kbps: number;
  quality: number;
  crf: number;
}
export interface OverlaySeries {
  key: string;
  dots: OverlayDot[];
}

/** The curves of one clip for a metric, the baseline first, so that the others are drawn over it. Identical pictures have no place on the axis. */
export function overlaySeries(clip: SharedClip, ids: readonly string[], metric: Metric): OverlaySeries[] {
  return [BASELINE, ...ids].flatMap((key) => {
    const points = pointsOn(clip, key);
    if (!points) return [];
    const dots = points.flatMap((point) => (point[metric] === null ? [] : [{ key, kbps: point.kbps, quality: point[metric], crf: point.crf }]));
    return dots.length > 0 ? [{ key, dots: dots.sort((a, b) => a.kbps - b.kbps) }] : [];
  });
}
