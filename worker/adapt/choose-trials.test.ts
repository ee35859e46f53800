import { expect, test } from "vitest";
import { chooseTrials, slopeOf, totalOf, worthOfWhole, type Trial } from "./choose-trials.ts";

const FRAME = { width: 64, height: 64, frames: 20 };

/** A shot whose squared error falls by a power law of its bytes: sse = detail / bytes^power. */
function shotOf(detail: number, power: number, rate: number): Trial[] {
  return [-4, -2, 0, 2, 4].map((offset) => {
    const bytes = Math.round(rate * 2 ** (-offset / 4));
    const y = detail / (bytes / rate) ** power;
    return { offset, scale: 1, bytes, errors: { y, u: y / 10, v: y / 10 } };
  });
}

/** The best set by trying all of them. */
function bestOfAll(shots: Trial[][], slope: number): number {
  const sets = shots.reduce<Trial[][]>((all, trials) => all.flatMap((set) => trials.map((trial) => [...set, trial])), [[]]);
  return Math.max(...sets.map((set) => {
    const { quality, bytes } = totalOf(set, FRAME);
    return quality - slope * Math.log2(bytes);
  }));
}

test("bits move to the shot where they buy more, and no other set is better", () => {
  const shots = [shotOf(400_000, 1.6, 20_000), shotOf(60_000, 0.4, 20_000)];
  const { chosen, slope, worth } = chooseTrials(shots, FRAME);
  expect(chosen[0]!.offset).toBeLessThan(0);
  expect(chosen[1]!.offset).toBeGreaterThan(0);
  expect(worth).toBeGreaterThan(bestOfAll(shots, slope) - 0.01);
});

test("shots that are alike keep the rung's own setting", () => {
  const shots = [shotOf(100_000, 1, 9000), shotOf(100_000, 1, 9000), shotOf(100_000, 1, 9000)];
  expect(chooseTrials(shots, FRAME).chosen.map(({ offset }) => offset)).toEqual([0, 0, 0]);
});

test("the slope is that of the clip between its highest and lowest offsets", () => {
  // Bytes double over four steps and the error falls with power 1: 3.01 dB a doubling.
  expect(slopeOf([shotOf(100_000, 1, 9000)], FRAME)).toBeCloseTo(10 * Math.log10(2), 2);
});

test("a single trial has no slope of its own and takes the project's figure", () => {
  expect(slopeOf([shotOf(100_000, 1, 9000).slice(2, 3)], FRAME)).toBe(3);
});

test("a smaller size is taken where it costs less than it saves", () => {
  const [plain] = shotOf(100_000, 1, 9000).filter(({ offset }) => offset === 0);
  const half: Trial = { ...plain!, scale: 0.5, offset: -6, bytes: 6000, errors: { y: 110_000, u: 11_000, v: 11_000 } };
  const blurred: Trial = { ...half, errors: { y: 400_000, u: 40_000, v: 40_000 } };
  expect(chooseTrials([[plain!, half]], FRAME).chosen[0]).toBe(half);
  expect(chooseTrials([[plain!, blurred]], FRAME).chosen[0]).toBe(plain);
});

test("a clip in one piece is judged like its shots", () => {
  const shots = [shotOf(100_000, 1, 9000), shotOf(100_000, 1, 9000)];
  const { chosen, slope, worth } = chooseTrials(shots, FRAME);
  const whole = { offset: 0, scale: 1, bytes: 18_000, errors: chosen.reduce((sum, { errors: e }) => ({ y: sum.y + e.y, u: sum.u + e.u, v: sum.v + e.v }), { y: 0, u: 0, v: 0 }) };
  expect(worthOfWhole(whole, FRAME, slope)).toBeCloseTo(worth, 9);
});
