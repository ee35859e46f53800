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

/** Takes the next line when there is room for it; says what it cost, 0 when there is none or no room. */
function takeNext(filling: Filling, room: number): number {
  const line = filling.section.lines[filling.taken];
  const price = line === undefined ? 0 : cost(line);
  if (price === 0 || price > room) return 0;
  filling.taken += 1;
  filling.used += price;
  return price;
}

/**
 * The sections' text in at most `budget` tokens as estimateTokens counts: each takes its first line and what its share
 * allows, then those with more to say take a line each in turn while there is room. What was left out is counted in the text.
 */
export function shareOut(sections: readonly Section[], budget: number): string {
  const shown = sections.filter(({ lines }) => lines.length > 0);
  // Headings, empty lines and the sentences about what was left out come first: they are there whatever fits.
  let left = budget - shown.reduce((sum, { title, lines, what }) => sum + cost(`\n## ${title}`) + cost(leftOut(lines.length, what)), 0);
  const fillings = shown.map((section) => ({ section, taken: 0, used: 0 }));
  const all = Math.max(left, 0);
  for (const filling of fillings) {
    const share = filling.section.share * all;
    left -= takeNext(filling, left);
    for (let price = takeNext(filling, Math.min(left, share - filling.used)); price > 0; price = takeNext(filling, Math.min(left, share - filling.used))) left -= price;
  }
  for (let before = -1; left !== before; ) {
    before = left;
    for (const filling of fillings) left -= takeNext(filling, left);
  }
  return fillings
    .flatMap(({ section: { title, lines, what }, taken }) => ["", `## ${title}`, ...lines.slice(0, taken), ...(taken < lines.length ? [leftOut(lines.length - taken, what)] : [])])
    .join("\n");
}
