import { mulberry32 } from "../random/mulberry32.ts";

/*
 * A regression forest (Breiman, "Random Forests", Machine Learning 45, 2001) for tables of a few hundred rows: bootstrap
 * samples, a third of the features tried at each split, splits by reduction of the squared error. The same table and seed
 * give the same forest everywhere.
 */

export interface Feature {
  /** Number of levels; values of the table are 0 to levels - 1. */
  levels: number;
  /** Whether neighbouring levels are alike: split by "at most", else by "this one". */
  ordered: boolean;
}

export interface Table {
  features: readonly Feature[];
  /** One row of levels an experiment. */
  rows: readonly (readonly number[])[];
  targets: readonly number[];
}

interface Leaf { value: number }
interface Split { feature: number; level: number; ordered: boolean; yes: Node; no: Node }
type Node = Leaf | Split;

export interface Tree {
  root: Node;
  /** Rows that it has not seen. */
  unseen: number[];
}

/** A node with fewer rows is not split. */
const LEAST_ROWS = 4;
/** Fewest rows on either side of a split. */
const LEAST_SIDE = 2;

const goesYes = (value: number, { level, ordered }: Pick<Split, "level" | "ordered">): boolean => (ordered ? value <= level : value === level);

/** The best split of these rows by one feature, as the sum of squares that it explains. */
function bestSplit(table: Table, rows: readonly number[], feature: number): { level: number; gain: number } | null {
  const { levels, ordered } = table.features[feature]!;
  const counts = new Float64Array(levels);
  const sums = new Float64Array(levels);
  for (const row of rows) {
    const level = table.rows[row]![feature]!;
    counts[level]! += 1;
    sums[level]! += table.targets[row]!;
  }
  const [count, sum] = [rows.length, sums.reduce((total, each) => total + each, 0)];
  let best: { level: number; gain: number } | null = null;
  let [n, s] = [0, 0];
  for (let level = 0; level < levels; level += 1) {
    [n, s] = ordered ? [n + counts[level]!, s + sums[level]!] : [counts[level]!, sums[level]!];
    if (counts[level] === 0 || n < LEAST_SIDE || count - n < LEAST_SIDE) continue;
    const gain = (s * s) / n + (sum - s) ** 2 / (count - n) - (sum * sum) / count;
    if (!best || gain > best.gain) best = { level, gain };
  }
  return best;
}

function grow(table: Table, rows: readonly number[], random: () => number): Node {
  const mean = rows.reduce((sum, row) => sum + table.targets[row]!, 0) / rows.length;
  if (rows.length < LEAST_ROWS) return { value: mean };
  const order = table.features.map((_, feature) => feature);
  const tried = Math.max(1, Math.ceil(order.length / 3));
  let best: { feature: number; level: number; gain: number } | null = null;
  // Features are drawn without putting back; those that cannot split these rows do not count, so that no node ends for lack of luck.
  for (let drawn = 0, useful = 0; drawn < order.length && useful < tried; drawn += 1) {
    const pick = drawn + Math.floor(random() * (order.length - drawn));
    [order[drawn], order[pick]] = [order[pick]!, order[drawn]!];
    const split = bestSplit(table, rows, order[drawn]!);
    if (!split) continue;
    useful += 1;
    if (split.gain > (best?.gain ?? 1e-9)) best = { feature: order[drawn]!, ...split };
  }
  if (!best) return { value: mean };
  const { feature, level } = best;
  const { ordered } = table.features[feature]!;
  const yes = rows.filter((row) => goesYes(table.rows[row]![feature]!, { level, ordered }));
  const no = rows.filter((row) => !goesYes(table.rows[row]![feature]!, { level, ordered }));
  return { feature, level, ordered, yes: grow(table, yes, random), no: grow(table, no, random) };
}

/** Grows a forest. Rows must not be empty. */
export function growForest(table: Table, { trees, seed }: { trees: number; seed: number }): Tree[] {
  const random = mulberry32(seed);
  return Array.from({ length: trees }, () => {
    const seen = table.rows.map(() => Math.floor(random() * table.rows.length));
    const known = new Set(seen);
    return { root: grow(table, seen, random), unseen: table.rows.flatMap((_, row) => (known.has(row) ? [] : [row])) };
  });
}

/** What a tree says of a row, in which one feature may have another value. */
export function predict({ root }: Tree, row: readonly number[], feature = -1, value = 0): number {
  let node = root;
  while ("feature" in node) node = goesYes(node.feature === feature ? value : row[node.feature]!, node) ? node.yes : node.no;
  return node.value;
}
