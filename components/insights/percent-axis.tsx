import { linearTicks } from "../charts/rd-series.ts";
import { PARETO_FLOOR } from "./pareto-places.ts";

export interface PercentScale {
  domain: [number, number];
  ticks: number[];
}

/** A scale for bits saved, with zero and a little above it on it; what is below the floor stands at it. */
export function percentScale(percents: readonly number[]): PercentScale {
  const shown = percents.map((percent) => Math.max(PARETO_FLOOR, percent));
  return linearTicks(Math.min(0, ...shown), Math.max(10, ...shown));
}

/** A percentage's place between two heights of a figure; what is below the scale stands at its foot. */
export function placeOn({ domain: [low, high] }: PercentScale, top: number, bottom: number) {
  return (percent: number): number => bottom - ((Math.max(low, percent) - low) / (high - low)) * (bottom - top);
}

/** The scale's lines across a figure, zero dashed, with their percentages on the left. */
export function PercentGrid({ scale: { ticks }, y, left, right }: { scale: PercentScale; y: (percent: number) => number; left: number; right: number }) {
  return ticks.map((tick) => (
    <g key={tick}>
      <path d={`M${left} ${y(tick)}H${right}`} stroke={tick === 0 ? "var(--ink-3)" : "var(--line)"} strokeDasharray={tick === 0 ? "3 4" : undefined} />
      <text x={left - 5} y={y(tick) + 3.5} textAnchor="end" fontSize={10} fill="var(--ink-3)">{`${String(tick).replace("-", "−")} %`}</text>
    </g>
  ));
}
