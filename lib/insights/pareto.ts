import type { Place } from "./schema.ts";

/*
 * Which experiments are worth their time: those that no other one beats in both bits and encode time.
 */

/** A place that may lead: measured, told from zero, of the fidelity track, with its time on record. */
export type Ranked = Place & { reductionPercent: number; encode: NonNullable<Place["encode"]> };

export function mayRank(place: Place): place is Ranked {
  return place.track === "fidelity" && (place.verdict === "better" || place.verdict === "worse") && place.reductionPercent !== null && place.encode !== null;
}

interface Standing { ratio: number; percent: number }
const standingOf = ({ encode, reductionPercent }: Ranked): Standing => ({ ratio: encode.ratio, percent: reductionPercent });
/** The baseline against itself. */
const BASELINE: Standing = { ratio: 1, percent: 0 };

/** Whether `a` is no slower and no larger than `b`, and better in one of them. */
export function dominates(a: Standing, b: Standing): boolean {
  return a.ratio <= b.ratio && a.percent >= b.percent && (a.ratio < b.ratio || a.percent > b.percent);
}

export interface Fronts {
  /** Fastest first, so smallest saving first. */
  front: Ranked[];
  maybeFront: Ranked[];
}

/**
 * Those that neither HEVC nor another one beats in both. A time that is a lower bound must not make others look slow: such
 * places beat nobody with a known time, and stand apart with those that they may belong to.
 */
export function frontsOf(places: readonly Ranked[]): Fronts {
  const known = places.filter(({ encode }) => !encode.atLeast);
  const bounds = places.filter(({ encode }) => encode.atLeast);
  const beaten = (place: Ranked, by: readonly Ranked[]): boolean => dominates(BASELINE, standingOf(place)) || by.some((other) => other !== place && dominates(standingOf(other), standingOf(place)));
  // Of equals in both, the first of the list stands for all.
  const once = (all: readonly Ranked[]): Ranked[] => all.filter((place, index) => !all.slice(0, index).some((other) => other.encode.ratio === place.encode.ratio && other.reductionPercent === place.reductionPercent));
  const front = once(known.filter((place) => !beaten(place, known))).sort((a, b) => a.encode.ratio - b.encode.ratio);
  const maybeFront = once(bounds.filter((place) => !beaten(place, front) && !beaten(place, bounds))).sort((a, b) => b.reductionPercent - a.reductionPercent || a.encode.ratio - b.encode.ratio);
  return { front, maybeFront };
}

/**
 * At most `most` places of a front: the one in the most crowded part goes first, the ends never do (the crowding distance of
 * NSGA-II: Deb, Pratap, Agarwal and Meyarivan, IEEE Trans. Evolutionary Computation 6(2), 2002; time by its logarithm).
 */
export function thinOut(front: readonly Ranked[], most: number): Ranked[] {
  const kept = [...front];
  while (kept.length > Math.max(2, most)) {
    const [first, last] = [kept[0]!, kept[kept.length - 1]!];
    const width = Math.log(last.encode.ratio / first.encode.ratio) || 1;
    const height = last.reductionPercent - first.reductionPercent || 1;
    let gone = 1;
    let least = Number.POSITIVE_INFINITY;
    for (let index = 1; index < kept.length - 1; index += 1) {
      const [before, after] = [kept[index - 1]!, kept[index + 1]!];
      const crowding = Math.log(after.encode.ratio / before.encode.ratio) / width + (after.reductionPercent - before.reductionPercent) / height;
      if (crowding < least) [gone, least] = [index, crowding];
    }
    kept.splice(gone, 1);
  }
  return kept;
}
