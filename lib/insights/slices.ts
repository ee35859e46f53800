import type { Importance, SettingImportance } from "./schema.ts";

/** The experiments that had one value of a setting. */
export interface Slice {
  level: SettingImportance["levels"][number];
  /** Newest first, with their reductions in percent. */
  results: Importance["measured"];
  /** Of an even number, the mean of the middle two. */
  medianPercent: number;
  best: Importance["measured"][number];
}

/** What experiments with each value of a setting came to, in the order of its values. What else differed among them is not told apart. */
export function slicesOf({ levels, at }: Pick<SettingImportance, "levels" | "at">, measured: Importance["measured"]): Slice[] {
  return levels.flatMap((level, index) => {
    const results = measured.filter((_, row) => at[row] === index);
    const sorted = [...results].sort((a, b) => a.percent - b.percent);
    const best = sorted.at(-1);
    if (!best) return [];
    const middle = (sorted.length - 1) / 2;
    return [{ level, results, best, medianPercent: (sorted[Math.floor(middle)]!.percent + sorted[Math.ceil(middle)]!.percent) / 2 }];
  });
}
