import type { RdPoint } from "#lib/experiment/schema.ts";

/** The rung whose quality is nearest to that of the baseline's middle rung: the one worth watching. */
export function rungToWatch<T extends { point: RdPoint }>(rungs: readonly T[], baseline: readonly RdPoint[]): T | undefined {
  const wanted = baseline[Math.floor(baseline.length / 2)]?.psnrYuv ?? 0;
  const distance = ({ point }: T) => Math.abs((point.psnrYuv ?? Infinity) - wanted);
  return [...rungs].sort((a, b) => distance(a) - distance(b))[0];
}

/** The point whose rate is nearest to `kbps` as a ratio; of two equally near ones the cheaper. */
export function nearestInRate(points: readonly RdPoint[], kbps: number): RdPoint | undefined {
  const distance = (point: RdPoint) => Math.abs(Math.log(point.kbps / kbps));
  return [...points].sort((a, b) => distance(a) - distance(b) || a.kbps - b.kbps)[0];
}

/** Steps of the heat maps' scale, in 8-bit levels: few, so that the baseline's heat map, once made, serves most experiments. */
const SCALES = [4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 255] as const;

/** The common scale of two heat maps: the larger of their levels, rounded up to a step. */
export const fullScaleOf = (...levels: number[]): number => SCALES.find((scale) => levels.every((level) => level <= scale)) ?? SCALES[SCALES.length - 1]!;
