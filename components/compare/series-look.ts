import { BASELINE } from "#lib/compare/view.ts";

/** How one experiment is drawn: never by colour alone. */
export interface SeriesLook {
  key: string;
  /** Short enough for a table's head: A to F, or HEVC. */
  letter: string;
  colour: string;
  dash: string | undefined;
  mark: "ring" | "disc" | "square" | "triangle" | "diamond" | "plus" | "drop";
}

const LOOKS: readonly Omit<SeriesLook, "key" | "letter" | "colour">[] = [
  { dash: undefined, mark: "disc" },
  { dash: "9 3", mark: "square" },
  { dash: "2 3", mark: "triangle" },
  { dash: "10 3 2 3", mark: "diamond" },
  { dash: "5 2", mark: "plus" },
  { dash: "14 3 2 3 2 3", mark: "drop" },
];

export const BASELINE_LOOK: SeriesLook = { key: BASELINE, letter: "HEVC", colour: "var(--series-baseline)", dash: "6 4", mark: "ring" };

/** Looks by the place in the address, so that a removed neighbour changes nobody's letter but those after it. */
export function looksOf(ids: readonly string[]): Map<string, SeriesLook> {
  const own = ids.map((key, index): [string, SeriesLook] => [key, { key, letter: String.fromCharCode(65 + index), colour: `var(--compare-${(index % LOOKS.length) + 1})`, ...LOOKS[index % LOOKS.length]! }]);
  return new Map([...own, [BASELINE, BASELINE_LOOK]]);
}
