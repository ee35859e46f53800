import { expect, it } from "vitest";
import { mulberry32 } from "./mulberry32.ts";

it("gives the published generator's numbers, which clips, fits and searches are made of", () => {
  const random = mulberry32(20_261_123);
  expect([random(), random(), random()].map((value) => value * 2 ** 32)).toEqual([3868568189, 3623666556, 2031183717]);
});

it("takes the lower 32 bits of its seed, with or without a sign", () => {
  expect(mulberry32(-1)()).toBe(mulberry32(2 ** 32 - 1)());
  expect(mulberry32(2 ** 32 + 5)()).toBe(mulberry32(5)());
});
