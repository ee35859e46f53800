import type { TradePoint } from "#lib/compare/trade-off.ts";

/** Where a letter stands beside its mark, in pixels. */
export interface LabelPlace {
  dx: number;
  dy: number;
  anchor: "start" | "end";
}

/** To the right and above, and on round the mark for those that stand as good as on it. */
const PLACES: readonly LabelPlace[] = [
  { dx: 9, dy: -5, anchor: "start" },
  { dx: -9, dy: 13, anchor: "end" },
  { dx: 9, dy: 13, anchor: "start" },
  { dx: -9, dy: -5, anchor: "end" },
];

/** Nearer than this, letters would be written over each other: 8 % of the range upwards, a factor of 1.2 in time. */
const NEAR_GAIN = 0.08;
const NEAR_TIME = Math.log(1.2);

/**
 * A place for the letter of each point, other than those of its near neighbours.
 * @param span range of the gain axis, percent
 */
export function labelPlaces(points: readonly TradePoint[], span: number): LabelPlace[] {
  const taken: number[] = [];
  points.forEach((point, index) => {
    const near = taken.filter((_, other) => {
      const before = points[other];
      return before !== undefined && Math.abs(before.gain - point.gain) < NEAR_GAIN * span && Math.abs(Math.log(before.time / point.time)) < NEAR_TIME;
    });
    const free = PLACES.findIndex((_, place) => !near.includes(place));
    taken.push(free === -1 ? index % PLACES.length : free);
  });
  return taken.map((place) => PLACES[place]!);
}
