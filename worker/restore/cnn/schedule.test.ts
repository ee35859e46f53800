import { expect, it } from "vitest";
import { createSchedule } from "./schedule.ts";

/** Runs a schedule with a gain that depends on the step alone; returns where it rounds and ends. */
function run(steps: number, gainAt: (step: number) => number): { roundsFrom: number; end: number; reason: string; rates: number[] } {
  const schedule = createSchedule(steps, 0.01);
  const rates: number[] = [];
  let roundsFrom = -1;
  for (let step = 0; ; step += 1) {
    const { rounding, rate, check, stop } = schedule.at(step);
    if (rounding === "begins") roundsFrom = step;
    if (stop) return { roundsFrom, end: step, reason: stop, rates };
    if (check && rounding === "none") schedule.note(step, gainAt(step));
    rates.push(rate);
  }
}

it("uses all steps while the gain grows, and rounds in the last 35 % while the rate falls", () => {
  const { roundsFrom, end, reason, rates } = run(2000, (step) => step / 1000);
  expect({ roundsFrom, end, reason }).toEqual({ roundsFrom: 1300, end: 2000, reason: "steps" });
  expect(rates[1299]).toBe(0.01);
  expect(rates[1650]).toBeCloseTo(0.0051, 5);
  expect(rates[1999]).toBeLessThan(0.00022);
});

it("goes to the rounded part early when the gain stalls", () => {
  expect(run(2000, (step) => Math.min(0.2, step / 1000))).toMatchObject({ roundsFrom: 501, end: 1201, reason: "stalled" });
});

it("ends after a short rounded part when there is no gain at all", () => {
  expect(run(2000, (step) => step / 1e6)).toMatchObject({ roundsFrom: 601, end: 621, reason: "no-gain" });
});
