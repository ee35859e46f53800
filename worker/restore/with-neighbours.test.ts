import { describe, expect, it } from "vitest";
import { withNeighbours } from "./with-neighbours.ts";

/** As decoders do it: one array, written again and again. */
async function* pictures(count: number) {
  const picture = new Uint8Array(1);
  for (let value = 1; value <= count; value += 1) {
    picture[0] = value;
    yield picture;
  }
}

async function surrounded(count: number): Promise<(number | null | undefined)[][]> {
  const seen: (number | null | undefined)[][] = [];
  for await (const { before, picture, after } of withNeighbours(pictures(count))) seen.push([before && before[0], picture[0], after && after[0]]);
  return seen;
}

describe("pictures with their neighbours", () => {
  it("come in order, with nothing beyond the clip's ends", async () => {
    expect(await surrounded(5)).toEqual([[null, 1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5], [4, 5, null]]);
  });

  it("are as many as went in, be it one or none", async () => {
    expect(await surrounded(1)).toEqual([[null, 1, null]]);
    expect(await surrounded(0)).toEqual([]);
  });
});
