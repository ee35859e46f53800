import { describe, expect, it } from "vitest";
import { frontsOf, mayRank, thinOut, type Ranked } from "./pareto.ts";
import type { Place } from "./schema.ts";

function place(id: string, ratio: number, percent: number, change: Partial<Omit<Place, "encode">> & { atLeast?: boolean } = {}): Ranked {
  const { atLeast = false, ...rest } = change;
  return {
    id, order: 1, at: "2026-11-23T12:00:00.000Z", method: "conventional", track: "fidelity", verdict: percent > 0 ? "better" : "worse", interval: null, plan: null,
    ...rest, reductionPercent: percent, encode: { ratio, secondsPerFile: ratio, streams: 5, cachedStreams: atLeast ? 3 : 0, atLeast },
  };
}
const ids = (places: readonly Place[]): string[] => places.map(({ id }) => id);

describe("the front of bits against encode time", () => {
  it("holds those that no other one beats in both, fastest first", () => {
    const { front } = frontsOf([place("slow", 20, 54), place("beaten", 22, 37), place("middle", 6, 35), place("fast", 1.2, 30), place("small-and-slower", 2.5, 21)]);
    expect(ids(front)).toEqual(["fast", "middle", "slow"]);
  });

  it("knows HEVC itself: what is slower and larger than it leads nowhere, what is faster may be larger", () => {
    const { front } = frontsOf([place("vp9", 4, -11), place("quick", 0.2, -20)]);
    expect(ids(front)).toEqual(["quick"]);
  });

  it("keeps one of two that are equal in both", () => {
    expect(ids(frontsOf([place("first", 3, 20), place("second", 3, 20)]).front)).toEqual(["first"]);
  });

  it("lets a time that is a lower bound beat nobody, and shows it apart", () => {
    const { front, maybeFront } = frontsOf([place("exact", 12, 40), place("bound", 11, 41, { atLeast: true }), place("hopeless bound", 14, 39, { atLeast: true })]);
    expect(ids(front)).toEqual(["exact"]);
    expect(ids(maybeFront)).toEqual(["bound"]);
  });

  it("takes no result of the film-grain track, none that is within noise, and none without a number or a time", () => {
    const places: Place[] = [
      place("grain", 1, 60, { track: "film-grain" }), place("noise", 1, 1, { verdict: "inconclusive" }), place("imported", 1, 99, { verdict: "unverified" }),
      { ...place("no-number", 1, 0, { verdict: "worse" }), reductionPercent: null }, { ...place("no-time", 1, 50), encode: null },
    ];
    expect(places.filter(mayRank)).toEqual([]);
  });

  it("is the same folded one by one as found at once", () => {
    const all = Array.from({ length: 80 }, (_, index) => place(`p${index}`, 1.3 ** ((index * 17) % 23), ((index * 29) % 61) - 5, { atLeast: index % 5 === 0 }));
    const stepwise = all.reduce((fronts, next) => frontsOf([...fronts.front, ...fronts.maybeFront, next]), frontsOf([]));
    expect(stepwise).toEqual(frontsOf(all));
  });

  it("is thinned where it is crowded, and never at its ends", () => {
    const crowded = [place("start", 1, 0.5), place("a", 2, 20), place("a-too", 2.02, 20.1), place("b", 8, 40), place("end", 64, 60)];
    expect(ids(thinOut(crowded, 4))).toEqual(["start", "a-too", "b", "end"]);
    expect(ids(thinOut(crowded, 1))).toEqual(["start", "end"]);
  });
});
