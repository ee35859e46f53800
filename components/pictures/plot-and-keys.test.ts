import { describe, expect, it } from "vitest";
import { actionOf } from "./player-keys.ts";
import { bitsAxis, decibelAxis, HEIGHT, linePath, shortBits, stepPath } from "./plot-scale.ts";

describe("the plot under the players", () => {
  it("puts identical pictures above every number, and has no axis for nothing but them", () => {
    const axis = decibelAxis([40, null], [38, 42])!;
    expect(axis.y(null)).toBe(0);
    expect(axis.y(42)).toBe(14);
    expect(axis.y(38)).toBe(HEIGHT);
    expect(axis.ticks.at(-1)).toEqual({ label: "∞", y: 0 });
    expect(decibelAxis([null], [null])).toBeNull();
  });
  it("counts bits from zero, and by powers of ten where a key frame dwarfs the others", () => {
    expect(bitsAxis([100, 300], [200])).toMatchObject({ logarithmic: false });
    expect(bitsAxis([100, 300], [200])!.y(0)).toBe(HEIGHT);
    const axis = bitsAxis([100_000, 1000, 0, 1100], [])!;
    expect(axis.logarithmic).toBe(true);
    expect([axis.y(100_000), axis.y(10_000), axis.y(1000), axis.y(0)]).toEqual([0, 50, 100, 100]);
    expect(bitsAxis([], [])).toBeNull();
  });
  it("draws one frame alone as a level line, and bars as wide as their frames", () => {
    expect(linePath([40], (value) => value ?? 0)).toBe("M0 40L0.5 40L1 40");
    expect(stepPath([10, 20], (value) => value ?? 0, true)).toBe("M0 10H1V20H2V100H0Z");
  });
  it("writes bits briefly", () => {
    expect([0, 800, 1500, 12_000, 2_000_000].map(shortBits)).toEqual(["0", "800", "1.5k", "12k", "2M"]);
  });
});

describe("keys of the players", () => {
  const press = (key: string, more: Partial<Record<"shiftKey" | "ctrlKey", boolean>> = {}) => ({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });
  it("steps, plays, switches, zooms and pans", () => {
    expect(actionOf(press("."), "other")).toEqual({ kind: "step", frames: 1 });
    expect(actionOf(press("ArrowLeft"), "button")).toEqual({ kind: "step", frames: -1 });
    expect(actionOf(press(">", { shiftKey: true }), "other")).toEqual({ kind: "step", frames: 10 });
    expect(actionOf(press(" "), "other")).toEqual({ kind: "toggle" });
    expect(actionOf(press("3"), "choice")).toEqual({ kind: "show", index: 2 });
    expect(actionOf(press("ArrowUp", { shiftKey: true }), "other")).toEqual({ kind: "pan", dx: 0, dy: -0.2 });
  });
  it("leaves controls their own keys, and the browser its shortcuts", () => {
    expect(actionOf(press(" "), "button")).toBeNull();
    expect(actionOf(press("ArrowLeft"), "slider")).toBeNull();
    expect(actionOf(press("ArrowRight"), "choice")).toBeNull();
    expect(actionOf(press("n"), "text")).toBeNull();
    expect(actionOf(press("0", { ctrlKey: true }), "other")).toBeNull();
  });
});
