import type { ClipResult, Experiment, RdPoint, Sparkline } from "../experiment/schema.ts";

const SIDE = 100;
const MOST_POINTS = 12;

type Dot = readonly [logRate: number, quality: number];

function dotsOf(points: readonly RdPoint[]): Dot[] {
  const dots = points.flatMap(({ kbps, psnrYuv }): Dot[] => (psnrYuv === null || kbps <= 0 ? [] : [[Math.log(kbps), psnrYuv]]));
  return dots.sort((a, b) => a[0] - b[0]).slice(0, MOST_POINTS);
}

/** The clip whose reduction is nearest to the mean, so that the figure shows what the headline says; without one, the first. */
export function typicalClip(clips: readonly ClipResult[], meanPercent: number | null): ClipResult | undefined {
  const distance = ({ reduction }: ClipResult) => (reduction.status === "ok" && meanPercent !== null ? Math.abs(reduction.percent - meanPercent) : Number.POSITIVE_INFINITY);
  return [...clips].sort((a, b) => {
    const [left, right] = [distance(a), distance(b)];
    return left === right ? 0 : left - right;
  })[0];
}

/**
 * Both RD curves of a typical clip, scaled into a square: small enough for a row of the history. Identical pictures (infinite
 * PSNR) have no place in it.
 * @returns null without two points on each curve.
 */
export function sparklineOf({ results, headline }: Pick<Experiment, "results" | "headline">): Sparkline | null {
  const clip = typicalClip(results?.clips ?? [], headline?.reductionPercent ?? null);
  if (!clip) return null;
  const curves = { baseline: dotsOf(clip.baseline.points), candidate: dotsOf(clip.points) };
  if (curves.baseline.length < 2 || curves.candidate.length < 2) return null;
  const all = [...curves.baseline, ...curves.candidate];
  const scale = (values: number[]) => {
    const low = Math.min(...values);
    const span = Math.max(...values) - low;
    return (value: number) => Math.round(span > 0 ? ((value - low) / span) * SIDE : SIDE / 2);
  };
  const x = scale(all.map(([rate]) => rate));
  const y = scale(all.map(([, quality]) => quality));
  const write = (dots: readonly Dot[]) => dots.map(([rate, quality]) => `${x(rate)},${SIDE - y(quality)}`).join(" ");
  return { baseline: write(curves.baseline), candidate: write(curves.candidate) };
}
