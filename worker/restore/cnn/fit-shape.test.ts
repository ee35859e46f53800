import { expect, it } from "vitest";
import { fitShape } from "./fit-shape.ts";

const SETTINGS = { layers: 4, channels: 12, temporal: true, chroma: true } as const;
const sizeFor = (bytes: number, settings: Parameters<typeof fitShape>[0] = SETTINGS): string => {
  const { layers, channels } = fitShape(settings, bytes);
  return `${layers}x${channels}`;
};

it("takes a smaller network for a smaller file", () => {
  expect([Infinity, 100_000, 40_000, 20_000, 10_000, 1_000].map((bytes) => sizeFor(bytes))).toEqual(["4x12", "4x12", "4x8", "3x8", "3x4", "2x4"]);
});

it("never exceeds the settings, and keeps their inputs", () => {
  expect(sizeFor(1e9, { ...SETTINGS, layers: 3, channels: 4 })).toBe("3x4");
  expect(sizeFor(1, { ...SETTINGS, layers: 2, channels: 8 })).toBe("2x4");
  expect(fitShape({ ...SETTINGS, temporal: false, chroma: false }, 10_000)).toMatchObject({ temporal: false, chroma: false });
});
