import { describe, expect, it } from "vitest";
import { labelPlaces } from "./label-places.ts";

const point = (key: string, time: number, gain: number) => ({ key, time, gain, interval: null });

describe("letters beside the marks", () => {
  it("stand to the right of marks that are apart", () => {
    const [a, b] = labelPlaces([point("a", 1, 0), point("b", 10, 0)], 40);
    expect(a).toEqual(b);
  });
  it("go round the mark where marks stand on each other, and never share a place there", () => {
    const places = labelPlaces([point("a", 1, 0), point("b", 1.01, 1), point("c", 1, -1), point("d", 1.1, 0.5)], 40);
    expect(new Set(places).size).toBe(4);
  });
});
