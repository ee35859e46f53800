import { mulberry32 } from "../random/mulberry32.ts";
import { growForest, predict, type Table, type Tree } from "./forest.ts";

export interface Matter {
  /** Increase of the root mean square error on unseen rows when the feature's values are shuffled; 0 and less is none. */
  loss: number[];
  /** Share of the targets' variance that is explained on unseen rows, at most 1; below 0 the mean would do better. */
  explained: number;
  /** Root mean square error on unseen rows. */
  error: number;
}

const TREES = 128;
const SEED = 20_011_001;

/** Mean of the trees that have not seen a row; null where all have. */
function unseenMeans(table: Table, forest: readonly Tree[]): (number | null)[] {
  const sums = table.rows.map(() => ({ sum: 0, n: 0 }));
  for (const tree of forest) {
    for (const row of tree.unseen) {
      sums[row]!.sum += predict(tree, table.rows[row]!);
      sums[row]!.n += 1;
    }
  }
  return sums.map(({ sum, n }) => (n === 0 ? null : sum / n));
}

/** Shuffles in place, by Fisher and Yates. */
function shuffle(values: number[], random: () => number): void {
  for (let last = values.length - 1; last > 0; last -= 1) {
    const pick = Math.floor(random() * (last + 1));
    [values[last], values[pick]] = [values[pick]!, values[last]!];
  }
}

/**
 * How much each feature matters: out-of-bag permutation importance (Breiman, "Random Forests", Machine Learning 45, 2001,
 * section 10). A feature's values are shuffled among the rows that a tree has not seen; what the prediction loses by it is
 * what knowing the feature is worth. Only rows in which the feature is active take part in the shuffle (in the manner of the
 * conditional importance of Strobl et al., BMC Bioinformatics 9:307, 2008): the settings of an absent part are not mixed in.
 * Features that go together share what they are worth.
 * @param active by row and feature: whether the feature means anything there
 */
export function permutationImportance(table: Table, active: readonly (readonly boolean[])[]): Matter {
  const forest = growForest(table, { trees: TREES, seed: SEED });
  const { targets } = table;
  const means = unseenMeans(table, forest);
  const judged = means.flatMap((mean, row) => (mean === null ? [] : [{ mean, target: targets[row]! }]));
  const centre = judged.reduce((sum, { target }) => sum + target, 0) / Math.max(1, judged.length);
  const mse = judged.reduce((sum, { mean, target }) => sum + (target - mean) ** 2, 0) / Math.max(1, judged.length);
  const variance = judged.reduce((sum, { target }) => sum + (target - centre) ** 2, 0) / Math.max(1, judged.length);
  const random = mulberry32(SEED + 1);
  const loss = table.features.map((_, feature) => lossOf(table, forest, active, feature, random));
  return { loss: loss.map((increase) => Math.sqrt(Math.max(0, mse + increase)) - Math.sqrt(mse)), explained: variance > 0 ? 1 - mse / variance : 0, error: Math.sqrt(mse) };
}

/** Mean over trees of the increase of the mean square error. */
function lossOf(table: Table, forest: readonly Tree[], active: readonly (readonly boolean[])[], feature: number, random: () => number): number {
  let total = 0;
  let trees = 0;
  for (const tree of forest) {
    const rows = tree.unseen.filter((row) => active[row]![feature]);
    if (tree.unseen.length === 0) continue;
    trees += 1;
    const values = rows.map((row) => table.rows[row]![feature]!);
    shuffle(values, random);
    const increase = rows.reduce((sum, row, index) => {
      const target = table.targets[row]!;
      return sum + (target - predict(tree, table.rows[row]!, feature, values[index]!)) ** 2 - (target - predict(tree, table.rows[row]!)) ** 2;
    }, 0);
    total += increase / tree.unseen.length;
  }
  return trees === 0 ? 0 : total / trees;
}
