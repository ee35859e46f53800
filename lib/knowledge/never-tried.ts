import { DIMENSIONS, NONE, type Dimension, type Value } from "../plan-space/dimensions.ts";
import type { NeverTried } from "./never-tried-schema.ts";
import type { Knowledge, Tried } from "./schema.ts";

/** Ranges of whole numbers up to this many values are listed one by one. */
const LISTED = 12;

const valueWord = (value: Value): string => (value === null ? "the preset's choice" : typeof value === "boolean" ? (value ? "on" : "off") : String(value));
const list = (values: readonly Value[]): string => values.map(valueWord).join(", ");

/** Every value of a dimension that can be listed, else null. */
function allValues(dimension: Dimension): readonly Value[] | null {
  if (dimension.kind === "category") return dimension.values;
  const { min, max, step } = dimension;
  if (step === 0 || (max - min) / step >= LISTED) return null;
  return Array.from({ length: Math.round((max - min) / step) + 1 }, (_, index) => min + index * step);
}

function listed(dimension: Dimension, values: readonly Value[], tried: Tried): Omit<NeverTried, "name" | "setting" | "kind"> | null {
  const had = values.filter((value) => tried.values.some((known) => known.value === value));
  // That an optional part was always there is no gap: what it does shows without it as well, in other plans.
  const absence = dimension.kind === "category" && dimension.role === "part" && dimension.default === NONE;
  const never = values.filter((value) => !had.includes(value) && !(absence && value === NONE));
  return never.length > 0 ? { tried: list(had), never: list(never), n: tried.n } : null;
}

function ranged({ min, max }: Dimension & { kind: "number" }, tried: Tried): Omit<NeverTried, "name" | "setting" | "kind"> | null {
  if (tried.min === null || tried.max === null) return { tried: "the preset's choice", never: `any of ${min} to ${max}`, n: tried.n };
  const sides = [tried.min > min ? `below ${tried.min} (down to ${min})` : "", tried.max < max ? `above ${tried.max} (up to ${max})` : ""].filter((side) => side !== "");
  return sides.length > 0 ? { tried: tried.min === tried.max ? String(tried.min) : `${tried.min} to ${tried.max}`, never: sides.join(" and "), n: tried.n } : null;
}

/** What was never tried, parts before settings, and of settings those of the most used parts first. A switched-off part that was always there counts as tried. */
export function neverTried({ tried }: Pick<Knowledge, "tried">): NeverTried[] {
  const found = DIMENSIONS.flatMap((dimension): NeverTried[] => {
    const before = tried[dimension.name];
    // Of a part that was never there, its settings go without saying.
    if (!before) return [];
    const values = allValues(dimension);
    const missing = values ? listed(dimension, values, before) : dimension.kind === "number" ? ranged(dimension, before) : null;
    const kind = dimension.kind === "category" && dimension.role === "part" ? ("part" as const) : ("setting" as const);
    return missing ? [{ name: dimension.name, setting: dimension.setting, kind, ...missing }] : [];
  });
  const parts = found.filter(({ kind }) => kind === "part");
  return [...parts, ...found.filter(({ kind }) => kind === "setting").sort((a, b) => b.n - a.n)];
}
