import { expect, it } from "vitest";
import { heatPicture, heatTable, levelOf } from "./heat-map.ts";

const SIZE = { width: 4, height: 2 };
const picture = (...luma: number[]): Uint8Array => Uint8Array.from([...luma, 128, 128, 128, 128]);
const heat = (a: Uint8Array, b: Uint8Array, fullScale: number): number[] => {
  const into = new Uint8Array(a.length);
  heatPicture(a, b, into, SIZE, heatTable(fullScale));
  return [...into];
};

it("runs from the first colour to the last, ever brighter, and stays there above full scale", () => {
  const { y, u, v } = heatTable(16);
  // inferno's ends: #000004 and #fcffa4 in BT.709, limited range.
  expect([y[0], u[0], v[0]]).toEqual([16, 130, 128]);
  expect([y[16], u[16], v[16]]).toEqual([229, 88, 130]);
  expect([y[255], u[255], v[255]]).toEqual([y[16], u[16], v[16]]);
  for (let level = 1; level <= 16; level += 1) expect(y[level]).toBeGreaterThan(y[level - 1]!);
});

it("gives identical pictures the first colour everywhere", () => {
  const a = picture(10, 20, 30, 40, 50, 60, 70, 80);
  expect(heat(a, a, 8)).toEqual([...Array<number>(8).fill(16), 130, 130, 128, 128]);
});

it("colours a difference where it is, whichever picture is the brighter", () => {
  const a = picture(100, 100, 100, 100, 100, 100, 100, 100);
  const b = picture(100, 100, 100, 100, 100, 100, 100, 108);
  const { y, u, v } = heatTable(8);
  const mixed = (table: Uint8Array) => Math.floor((3 * table[0]! + table[8]! + 2) / 4);
  const wanted = [...Array<number>(7).fill(16), y[8], u[0], mixed(u), v[0], mixed(v)];
  expect(heat(a, b, 8)).toEqual(wanted);
  expect(heat(b, a, 8)).toEqual(wanted);
});

it("finds the level that a share of the samples does not exceed", () => {
  const counts = [90, 5, 4, 0, 1];
  expect([0.5, 0.9, 0.95, 0.99, 1].map((share) => levelOf(counts, share))).toEqual([0, 0, 1, 2, 4]);
});
