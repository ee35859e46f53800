/*
 * Frames worth a look, from PSNR-YUV per frame in dB. null stands for identical pictures, that is for infinitely many dB.
 */

export type Decibels = readonly (number | null)[];

const finite = (db: number | null | undefined): number => db ?? Number.POSITIVE_INFINITY;

/** The first frame whose value is the smallest. null without frames. */
function smallest(values: readonly number[]): number | null {
  let found: number | null = null;
  for (const [index, value] of values.entries()) if (found === null || value < values[found]!) found = index;
  return found;
}

/** Decibels that the candidate has over the baseline on a frame; 0 where both are identical to the source. */
export function leadOf(candidate: number | null, baseline: number | null): number {
  if (candidate === null && baseline === null) return 0;
  return finite(candidate) - finite(baseline);
}

export interface Extremes {
  /** Frames with the candidate's lowest and highest PSNR. */
  worst: number;
  best: number;
  /** Frames where the candidate is the furthest below the baseline and the furthest above; null where it never is. */
  mostLost: number | null;
  mostWon: number | null;
}

/** Where to jump. Of equals the first; null without any frame. */
export function extremesOf(candidate: Decibels, baseline: Decibels): Extremes | null {
  const values = candidate.map(finite);
  const worst = smallest(values);
  const best = smallest(values.map((value) => -value));
  if (worst === null || best === null) return null;
  const leads = candidate.slice(0, baseline.length).map((db, frame) => leadOf(db, baseline[frame]!));
  const lost = smallest(leads);
  const won = smallest(leads.map((lead) => -lead));
  return {
    worst, best,
    mostLost: lost !== null && leads[lost]! < 0 ? lost : null,
    mostWon: won !== null && leads[won]! > 0 ? won : null,
  };
}

/**
 * Frames that are worse than their neighbours, the worst first: the places to look at one after the other. Neighbouring frames are mostly
 * alike, so that a plain ranking would stay in one place. Of a flat stretch it is the first frame.
 */
export function worstPlaces(candidate: Decibels): number[] {
  const values = candidate.map(finite);
  const places = values.flatMap((value, frame) => {
    if (value === Number.POSITIVE_INFINITY) return [];
    const before = frame === 0 ? Number.POSITIVE_INFINITY : values[frame - 1]!;
    let after = frame + 1;
    while (after < values.length && values[after] === value) after += 1;
    return value < before && value < (values[after] ?? Number.POSITIVE_INFINITY) ? [frame] : [];
  });
  return places.sort((a, b) => values[a]! - values[b]! || a - b);
}

/**
 * The place after (or before) this frame in the order of badness; from a frame that is none of them, the worst of all.
 * @param direction 1: the next less bad one; -1: the next worse one
 * @returns null at the end of the order, and where there is no place
 */
export function nextWorst(places: readonly number[], frame: number, direction: 1 | -1): number | null {
  const rank = places.indexOf(frame);
  if (rank < 0) return places[0] ?? null;
  return places[rank + direction] ?? null;
}
