import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { kernelBytes } from "./kernels/load-kernels.ts";
import { RECORDED } from "./kernels/recorded.ts";
import { createLumaFilter } from "./luma-filter.ts";
import { fillPlane } from "./plane.ts";
import { filterLumaByReference } from "./reference-luma.ts";
import { lumaRings } from "./shape.ts";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

it.each(["statistics", "filter"] as const)("has the %s kernel that was built from the source beside it", (name) => {
  expect({ source: sha256(readFileSync(new URL(`./kernels/${name}.as.ts`, import.meta.url))), wasm: sha256(kernelBytes(name)) }).toEqual(RECORDED[name]);
});

it.each([
  { taps: "diamond5", clipped: false, temporal: false, coefficientBits: 6 },
  { taps: "diamond7", clipped: true, temporal: true, coefficientBits: 8 },
  { taps: "diamond9", clipped: true, temporal: true, coefficientBits: 10 },
  { taps: "star9", clipped: false, temporal: true, coefficientBits: 9 },
] as const)("filters in wasm as the plain reference does, bit for bit: $taps, largest coefficients, noise and extremes", (shape) => {
  const [width, height] = [46, 38];
  const [columns, rows] = [12, 10];
  let state = 3;
  const random = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const picture = (): Uint8Array => Uint8Array.from({ length: (width * height * 3) / 2 }, () => (random(3) === 0 ? 255 * random(2) : random(256)));
  const most = 1 << shape.coefficientBits;
  const filters = Array.from({ length: 5 }, (_, index) => Int16Array.from({ length: lumaRings(shape.taps, shape.clipped, shape.temporal).length }, () => (index === 0 ? most * (random(2) ? 1 : -1) : random(2 * 40) - 40)));
  const [chosen, turns] = [Uint8Array.from({ length: columns * rows }, () => random(6)), Uint8Array.from({ length: columns * rows }, () => random(3))];
  const filter = createLumaFilter(shape, width, height, columns, rows);
  for (let round = 0; round < 3; round += 1) {
    fillPlane(filter.plane, picture(), 0);
    const around = shape.temporal ? { before: picture(), after: picture() } : null;
    const [found, wanted] = [new Uint8Array(width * height), new Uint8Array(width * height)];
    filter.run(filters, chosen, turns, around, found);
    filterLumaByReference(shape, filter.plane, filters, chosen, turns, around, wanted);
    expect(found).toEqual(wanted);
  }
});
