import { describe, expect, it } from "vitest";
import { mulberry32 } from "../random/mulberry32.ts";
import { growForest, predict, type Table } from "./forest.ts";
import { permutationImportance } from "./permute.ts";

const allOf = (table: Table): boolean[][] => table.rows.map((row) => row.map(() => true));

/** Six settings of five levels, drawn evenly; `truth` says what a row is worth. */
function tableOf(rows: number, truth: (row: readonly number[]) => number, noise = 0.5): Table {
  const random = mulberry32(7);
  const drawn = Array.from({ length: rows }, () => Array.from({ length: 6 }, () => Math.floor(random() * 5)));
  return { features: Array.from({ length: 6 }, (_, index) => ({ levels: 5, ordered: index !== 1 })), rows: drawn, targets: drawn.map((row) => truth(row) + noise * (random() - 0.5)) };
}

describe("which settings matter", () => {
  it("comes out in the true order on a function whose order is known", () => {
    // Standard deviations 8.5, 4.9 (one choice of an unordered setting), 4.0 and 2.5 points; two settings do nothing.
    const table = tableOf(150, ([a, b, c, d]) => 6 * a! + (b === 3 ? 12.25 : 0) + 2.8 * c! + 1.8 * d!);
    const { loss, explained } = permutationImportance(table, allOf(table));
    expect([...loss.keys()].sort((x, y) => loss[y]! - loss[x]!).slice(0, 4)).toEqual([0, 1, 2, 3]);
    expect(Math.max(loss[4]!, loss[5]!)).toBeLessThan(0.5 * loss[3]!);
    expect(explained).toBeGreaterThan(0.8);
  });

  it("sees settings that matter only together", () => {
    const table = tableOf(200, ([a, b]) => (a! >= 3 === (b === 3) ? 10 : 0));
    const { loss } = permutationImportance(table, allOf(table));
    expect(Math.min(loss[0]!, loss[1]!)).toBeGreaterThan(5 * Math.max(loss[2]!, loss[3]!, loss[4]!, loss[5]!, 0.02));
  });

  it("explains nothing of pure noise, and says so", () => {
    const table = tableOf(60, () => 0, 10);
    const { explained, error } = permutationImportance(table, allOf(table));
    expect(explained).toBeLessThan(0.1);
    expect(error).toBeGreaterThan(2.5);
  });

  it("does not shuffle a setting where it is absent", () => {
    const table = tableOf(80, ([a]) => 6 * a!);
    const active = table.rows.map((row) => row.map((_, feature) => feature !== 0));
    expect(permutationImportance(table, active).loss[0]).toBe(0);
  });

  it("is the same every time", () => {
    const table = tableOf(40, ([a, b]) => a! * b!);
    expect(permutationImportance(table, allOf(table))).toEqual(permutationImportance(table, allOf(table)));
  });

  it("comes from trees that do not know the rows they are judged on", () => {
    const table = tableOf(30, ([a]) => a!);
    for (const tree of growForest(table, { trees: 5, seed: 1 })) {
      expect(tree.unseen.length).toBeGreaterThan(4);
      expect(Number.isFinite(predict(tree, table.rows[tree.unseen[0]!]!))).toBe(true);
    }
  });
});
