import { estimateTokens } from "../research/estimate-tokens.ts";

/** A part of the digest's text. Lines come in order of worth: what does not fit is left out from the end. */
export interface Section {
  title: string;
  /** Of what: "(12 more effects left out for length)". */
  what: string;
  /** Each one line or a block of lines that stays together. */
  lines: readonly string[];
  /** Part of the budget that it may take before the others had theirs; 0 to 1, together at most 1. */
  share: number;
}

const cost = (line: string): number => estimateTokens(`${line}\n`);
const leftOut = (count: number, what: string): string => `(${count} more ${what} left out for length)`;

interface Filling {
  section: Section;
  taken: number;
  used: number;
}

/** Takes lines while they stay within the limit; the first one is taken whenever there is room at all. */
function fill(filling: Filling, limit: number, room: number): number {
  const { section } = filling;
  let spent = 0;
  for (let line = section.lines[filling.taken]; line !== undefined; line = section.lines[filling.taken]) {
    const price = cost(line);
    if (spent + price > room || (filling.taken > 0 && filling.used + price > limit)) break;
    filling.taken += 1;
    filling.used += price;
    spent += price;
  }
  return spent;
}

/**
 * The sections' text in at most `budget` tokens as estimateTokens counts: each takes its first line and what its share
 * allows, then what is left goes to those with more to say, in their order. What was left out is counted in the text.
 */
export function shareOut(sections: readonly Section[], budget: number): string {
  const shown = sections.filter(({ lines }) => lines.length > 0);
  // Headings, empty lines and the sentences about what was left out come first: they are there whatever fits.
  let left = budget - shown.reduce((sum, { title, lines, what }) => sum + cost(`\n## ${title}`) + cost(leftOut(lines.length, what)), 0);
  const fillings = shown.map((section) => ({ section, taken: 0, used: 0 }));
  const all = Math.max(left, 0);
  for (const filling of fillings) left -= fill(filling, filling.section.share * all, left);
  for (const filling of fillings) left -= fill(filling, Number.POSITIVE_INFINITY, left);
  return fillings
    .flatMap(({ section: { title, lines, what }, taken }) => ["", `## ${title}`, ...lines.slice(0, taken), ...(taken < lines.length ? [leftOut(lines.length - taken, what)] : [])])
    .join("\n");
}
